/* The head of the page, and what is drawn when. */
const head = () => {
  const tile = (name, value, more) => byId('tiles').append(element('div', {}, element('dt', {}, name),
    element('dd', {}, value, ...(more ? [element('small', {}, more)] : []))));
  const counts = data.counts;
  const kind = kinds[data.first];
  tile(t('tile.kept'), whole.format(counts.comments), t('tile.of', {n: whole.format(counts.read || 0)}));
  if (counts.comments) {
    tile(t('tile.scored'), whole.format(counts.model || 0),
      t('tile.share', {share: percent.format((counts.model || 0) / counts.comments)}));
  }
  tile(t('tile.posts'), whole.format(counts.posts || 0));
  if (kind) {
    tile(t('tile.bloggers'), whole.format(kind.bloggers_all));
  }
  if (known(data.scores.mean)) {
    tile(t('tile.mean'), two.format(data.scores.mean), t('tile.mean.note'));
  }
  if (!kind) {
    byId('lede').textContent = t('lede.none');
    return;
  }
  byId('lede').textContent = t(kind.since_post ? 'lede.since' : 'lede', {kept: whole.format(counts.comments),
    posts: whole.format(counts.posts || 0), bloggers: whole.format(kind.bloggers_all), zone: data.run.zone,
    from: date.format(at(kind.from)), to: date.format(at(kind.to - 1))});
};

const all = () => {
  const kind = kindOf();
  const left = kind.bloggers.length < kind.bloggers_all ? [t('moved.left',
    {shown: whole.format(kind.bloggers.length), all: whole.format(kind.bloggers_all)})] : [];
  if (kind.windows.length < kind.windows_all) {
    left.push(t('moved.windows', {shown: whole.format(kind.windows.length), all: whole.format(kind.windows_all)}));
  }
  if (kind.windows.length > PANEL_WINDOWS) {
    left.push(t('moved.panels', {shown: whole.format(PANEL_WINDOWS), all: whole.format(kind.windows.length)}));
  }
  note('moved-left-out', left);
  moved.show();
  posts.show();
  intake();
  corrected();
};
head();
scores();
leftOut();
sensitivity();
made();
if (kinds.length === 0) {
  ['moved', 'posts', 'intake'].forEach(id => showSection(id, false));
} else {
  byId('kind').append(...kinds.map((kind, i) => option(i, kindText(kind))));
  byId('kind').value = data.first;
  byId('kind').addEventListener('change', all);
  all();
}
