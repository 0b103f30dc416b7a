/* How far the weights are determined, in words and by blogger. */
function noiseText(model) {
  return !fit.replicates ? t('fit.noise.unknown') : [
    t('fit.noise', {above: whole.format(model.above), certain: whole.format(model.certain)}),
    ...(known(model.width) ? [t('fit.noise.width', {width: two.format(model.width),
      reaching: whole.format(model.reaching)})] : [])].join(t('methods.between'));
}
const certain = () => {
  const range = ([least, most]) => least === most ? whole.format(least) : whole.format(least) + '–' + whole.format(most);
  const sentences = model => {
    const found = model.determined;
    const all = whole.format(fit.bloggers);
    const said = [t('fit.certain.equations', {equations: range(found.equations), unknowns: range(found.unknowns)}),
      found.deficient ? t('fit.certain.deficient', {n: whole.format(found.deficient), all}) : t('fit.certain.full'),
      found.tied ? t('fit.certain.tied', {n: whole.format(found.tied), all}) : t('fit.certain.unique')];
    if (known(found.condition)) {
      said.push(t('fit.certain.condition', {median: large.format(found.condition),
        most: large.format(found.condition_most)}));
    }
    if (known(found.multiplier)) {
      said.push(t('fit.certain.multiplier', {least: small.format(found.multiplier),
        blogger: isolated(found.multiplier_of)}));
    }
    said.push(noiseText(model), t(model.name === 'epo' ? 'fit.certain.searched' : 'fit.certain.optimum',
      {residual: small.format(model.whole.kkt_residual)}));
    return said.join(t('methods.between'));
  };
  byId('certain-words').append(...data.models.flatMap(model =>
    [element('h3', {}, modelText(model.name)), element('p', {}, sentences(model))]));
  const rows = data.models.flatMap(model => model.bloggers.map(
    ([objective, equations, unknowns, rank, condition, unique, multiplier], place) =>
      ({model: model.name, place, objective, equations, unknowns, rank, condition, unique, multiplier})));
  folded(byId('certain-table'), t('fit.certain.show'), () => ({
    caption: t('fit.certain.title'), rows, find: row => nameOf(row.place) + '\n' + modelText(row.model),
    findLabel: t('search'),
    columns: [
      column(t('fit.model'), row => modelText(row.model), row => modelText(row.model), {wraps: true}),
      column(t('blogger'), row => nameOf(row.place), row => nameOf(row.place), {id: true}),
      number(t('fit.objective'), row => row.objective, small),
      number(t('fit.equations'), row => row.equations, whole), number(t('fit.unknowns'), row => row.unknowns, whole),
      number(t('fit.rank'), row => row.rank, whole),
      column(t('fit.condition'), row => known(row.condition) ? row.condition : Infinity,
        row => known(row.condition) ? large.format(row.condition) : '∞', {numeric: true}),
      number(t('fit.multiplier'), row => row.multiplier, small),
      column(t('fit.unique'), row => row.unique, row => t(row.unique ? 'fit.yes' : 'fit.no')),
    ],
  }));
};
