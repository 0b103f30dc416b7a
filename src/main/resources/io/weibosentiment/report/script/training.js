/* The page of a training. */
const four = decimal(4);
const {epochs, losses, best, counts, figures} = data;
const chosen = epochs.find(epoch => epoch.epoch === best);
const tile = (name, value, more) => byId('tiles').append(element('div', {}, element('dt', {}, name),
  element('dd', {}, value, ...(more ? [element('small', {}, more)] : []))));
byId('lede').textContent = t('training.lede', {architecture: data.settings.architecture, learned: whole.format(counts.learned),
  judged: whole.format(counts.judged)});
tile(t('training.accuracy'), four.format(chosen.accuracy));
tile(t('training.f1'), four.format(chosen.f1));
tile(t('training.epoch'), whole.format(best), t('training.of', {n: whole.format(epochs.length)}));
tile(t('training.steps'), whole.format(epochs[epochs.length - 1].steps));

chart(byId('losses-chart'), t('training.losses.label'), c => ({
  grid: {left: 56, right: 24, top: 16, bottom: 44},
  xAxis: {type: 'value', min: 0, max: 'dataMax', name: t('training.step'), nameLocation: 'middle', nameGap: 26,
    nameTextStyle: label(c), axisLabel: {...label(c), formatter: value => whole.format(value)},
    axisLine: {lineStyle: {color: c('pooled')}}, splitLine: {show: false}},
  yAxis: {type: 'value', min: 0, splitNumber: 4, axisLabel: {...label(c), formatter: value => two.format(value)},
    axisLine: {show: false}, axisTick: {show: false}, splitLine: {lineStyle: {color: c('rule')}}},
  tooltip: {trigger: 'axis', axisPointer: pointer(c), ...tooltip(c, found => [
    t('training.at', {step: whole.format(found[0].value[0])}),
    ...found.map(point => [point.seriesName, four.format(point.value[1])])])},
  series: [
    {type: 'line', name: t('training.loss.learned'), data: losses.map(point => [point.step, point.loss]), symbol: 'none',
      lineStyle: {color: c('mean'), width: 2}, itemStyle: {color: c('mean')}},
    {type: 'scatter', name: t('training.loss.judged'), data: epochs.map(epoch => [epoch.steps, epoch.loss]), symbolSize: 10,
      itemStyle: {color: c('paper'), borderColor: c('mean'), borderWidth: 2}},
  ],
}));
folded(byId('losses-table'), t('show.table'), () => ({
  caption: t('training.losses.title'), rows: losses, columns: [number(t('training.step'), row => row.step, whole),
    number(t('training.loss.learned'), row => row.loss, four)],
}));

byId('epochs-text').textContent = t('training.epochs.text', {n: whole.format(best)});
table(byId('epochs-table'), {
  caption: t('training.epochs.title'), rows: epochs,
  columns: [number(t('training.epoch'), row => row.epoch, whole), number(t('training.steps'), row => row.steps, whole),
    number(t('training.loss.learned'), row => row.training_loss, four),
    number(t('training.loss.judged'), row => row.loss, four), number(t('training.accuracy'), row => row.accuracy, four),
    number(t('training.precision'), row => row.precision, four), number(t('training.recall'), row => row.recall, four),
    number(t('training.f1'), row => row.f1, four)],
});

const interval = row => known(row.low) ? three.format(row.low) + ' – ' + three.format(row.high) : '–';
table(byId('figures-table'), {
  caption: t('training.figures.title'), rows: figures, page: figures.length,
  columns: [column(t('training.texts'), row => row.scores, row => t('training.scores.' + row.scores)),
    column(t('training.measure'), row => row.measure, row => t('training.measure.' + row.measure)),
    number(t('training.value'), row => row.value, four), column(t('training.interval'), row => row.low, interval)],
});

const settings = Object.entries(data.settings).map(([key, value]) => ({key, value: String(value)}));
table(byId('made-table'), {
  caption: t('training.made.title'), rows: settings, page: settings.length,
  columns: [column(t('made.key'), row => row.key, row => row.key),
    column(t('made.value'), row => row.value, row => row.value, {id: true})],
});
