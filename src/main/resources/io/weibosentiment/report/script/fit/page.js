/* The head of the page, and what is drawn when. */
const bounded = value => Math.min(1, Math.max(0, value));
const head = () => {
  const tile = (name, value, more) => byId('tiles').append(element('div', {}, element('dt', {}, name),
    element('dd', {}, value, ...(more ? [element('small', {}, more)] : []))));
  const held = fit.windows - fit.fitted;
  tile(t('tile.bloggers'), whole.format(fit.bloggers));
  tile(t('fit.tile.windows'), whole.format(fit.fitted),
    held > 0 ? t('fit.tile.held', {n: whole.format(held)}) : t('fit.tile.none-held'));
  tile(t('fit.tile.models'), whole.format(data.models.length));
  tile(t('fit.tile.replicates'), whole.format(fit.replicates),
    t(fit.replicates ? 'fit.tile.intervals' : 'fit.tile.no-intervals'));
  if (fit.filled) {
    tile(t('fit.tile.filled'), whole.format(fit.filled), t('fit.tile.filled.note'));
  }
  byId('lede').textContent = t('fit.lede', {bloggers: whole.format(fit.bloggers), windows: whole.format(fit.fitted),
    from: fit.from, until: fit.until, zone: data.run.zone});
  byId('influence-text').textContent = t('fit.influence.text');
  byId('forecasts-text').textContent = t('fit.forecasts.text');
};
const choose = (one, other) => byId(one).addEventListener('change', () => {
  byId(other).value = byId(one).value;
  network.show();
  forecasts.show();
});
head();
['model', 'forecast-model'].forEach(id =>
  byId(id).append(...data.models.map((model, i) => option(i, modelText(model.name)))));
choose('model', 'forecast-model');
choose('forecast-model', 'model');
if (data.shown < fit.bloggers || fit.first > 1) {
  note('forecasts-left-out', [
    ...(data.shown < fit.bloggers ? [t('fit.left', {shown: whole.format(data.shown), all: whole.format(fit.bloggers)})] : []),
    ...(fit.first > 1 ? [t('fit.windows.left', {shown: whole.format(fit.windows - fit.first + 1),
      all: whole.format(fit.windows)})] : [])]);
}
network.show();
compared();
forecasts.show();
certain();
made();
