/* How the scores are distributed. */
const scores = () => {
  const {bins, mean} = data.scores;
  const all = bins.reduce((sum, n) => sum + n, 0);
  if (all === 0) {
    byId('scores-text').textContent = t('scores.none');
    byId('scores-chart').hidden = true;
    return;
  }
  const low = bins.slice(0, bins.length / 2).reduce((sum, n) => sum + n, 0);
  byId('scores-text').textContent = t('scores.text', {n: whole.format(all), low: percent.format(low / all),
    high: percent.format((all - low) / all)});
  const wide = 1 / bins.length;
  chart(byId('scores-chart'), t('scores.label'), c => ({
    grid: {left: 56, right: 16, top: 26, bottom: 34},
    xAxis: {type: 'value', min: 0, max: 1, interval: 0.25, axisLabel: {...label(c), formatter: v => two.format(v)},
      axisLine: {lineStyle: {color: c('pooled')}}, axisTick: {show: true}, splitLine: {show: false},
      axisPointer: {label: {show: false}}},
    yAxis: {type: 'value', axisLabel: {...label(c), formatter: value => whole.format(value)}, splitNumber: 4,
      minInterval: 1, axisLine: {show: false}, axisTick: {show: false}, splitLine: {lineStyle: {color: c('rule')}}},
    tooltip: {trigger: 'axis', axisPointer: pointer(c),
      ...tooltip(c, found => {
        const i = found[0].dataIndex;
        return [three.format(i * wide) + ' – ' + three.format((i + 1) * wide), [t('comments'), whole.format(bins[i])],
          [t('scores.share'), percent.format(bins[i] / all)]];
      })},
    series: [{
      type: 'custom', data: bins.map((n, i) => [(i + 0.5) * wide, n]), encode: {x: 0, y: 1},
      renderItem: (parameters, api) => {
        const i = parameters.dataIndex;
        const [left, top] = api.coord([i * wide, bins[i]]);
        const [right, bottom] = api.coord([(i + 1) * wide, 0]);
        return {type: 'rect', shape: {x: left + 0.75, y: top, width: Math.max(1, right - left - 1.5),
          height: bottom - top}, style: {fill: i < bins.length / 2 ? c('low') : c('high')}};
      },
      markLine: {symbol: 'none', silent: true, animation: false, lineStyle: {color: c('ink'), width: 1.2, type: 'solid'},
        label: {formatter: t('scores.mean', {mean: two.format(mean)}), color: c('ink'), fontFamily: font, fontSize: 12},
        data: [{xAxis: mean}]},
    }],
  }));
  folded(byId('scores-table'), t('show.table'), () => ({
    caption: t('scores.title'), rows: bins.map((n, i) => ({n, from: i * wide, to: (i + 1) * wide})), page: bins.length,
    columns: [number(t('scores.from'), row => row.from, three), number(t('scores.to'), row => row.to, three),
      number(t('comments'), row => row.n, whole), number(t('scores.share'), row => row.n / all, percent)],
  }));
};
