/* Corrected means against raw ones, where there are labels. */
const CORRECTED_POINTS = 1000;
const corrected = () => {
  if (!data.corrected) {
    return;
  }
  showSection('corrected', true);
  const kind = kindOf();
  const rows = kind.bloggers.flatMap(blogger => blogger.cells.map(cell => ({...cell, blogger: blogger.name})))
    .filter(cell => known(cell.corrected) && known(cell.mean));
  const points = [...rows].sort((a, b) => b.counted - a.counted).slice(0, CORRECTED_POINTS);
  note('corrected-left-out', points.length < rows.length
    ? [t('corrected.left', {shown: whole.format(points.length), all: whole.format(rows.length)})] : []);
  chart(byId('corrected-chart'), t('corrected.label', {n: whole.format(points.length)}), c => ({
    grid: {left: 56, right: 16, top: 14, bottom: 46},
    xAxis: {type: 'value', min: 0, max: 1, interval: 0.25, name: t('corrected.raw'), nameLocation: 'middle', nameGap: 26,
      nameTextStyle: label(c), axisLabel: {...label(c), formatter: v => two.format(v)}, splitLine: {show: false}},
    yAxis: {type: 'value', min: 0, max: 1, interval: 0.25, name: t('corrected.mean'), nameLocation: 'middle',
      nameGap: 38, nameTextStyle: label(c), axisLabel: {...label(c), formatter: v => two.format(v)},
      splitLine: {lineStyle: {color: c('rule')}}},
    tooltip: {trigger: 'item', ...tooltip(c, ({dataIndex}) => {
      const row = points[dataIndex];
      return [nameText(row.blogger), [t('window'), spanText(kind, kind.windows[row.w])],
        [t('corrected.raw'), three.format(row.mean)], [t('corrected.mean'), three.format(row.corrected)],
        [t('interval'), shown(row.low, two) + ' – ' + shown(row.high, two)]];
    })},
    series: [
      {type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: {color: c('pooled'), width: 1}},
      {type: 'custom', silent: true, data: points.map(row => [row.mean, row.corrected]), clip: true,
        renderItem: (parameters, api) => {
          const row = points[parameters.dataIndex];
          if (!known(row.low) || !known(row.high)) {
            return {type: 'group', children: []};
          }
          const [x, y1] = api.coord([row.mean, bounded(row.low)]);
          const y2 = api.coord([row.mean, bounded(row.high)])[1];
          return {type: 'line', shape: {x1: x, y1, x2: x, y2}, style: {stroke: c('strip'), lineWidth: 1.2}};
        }},
      {type: 'scatter', data: points.map(row => [row.mean, row.corrected]), symbolSize: 7,
        itemStyle: {color: c('mean')}},
    ],
  }));
  folded(byId('corrected-table'), t('show.table'), () => ({
    caption: t('corrected.title'), rows, find: row => nameText(row.blogger), findLabel: t('moved.find'),
    columns: [
      column(t('blogger'), row => nameText(row.blogger), row => nameText(row.blogger), {id: true}),
      column(t('window'), row => kind.windows[row.w][0], row => spanText(kind, kind.windows[row.w])),
      number(t('corrected.raw'), row => row.mean, three), number(t('corrected.mean'), row => row.corrected, three),
      column(t('corrected.interval'), row => row.low,
        row => shown(row.low, three) + ' – ' + shown(row.high, three), {numeric: true}),
    ],
  }));
};
