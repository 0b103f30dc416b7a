/* How far other choices move a window. */
const CELLS = 20;
const sensitivity = () => {
  const found = data.sensitivity;
  if (!found) {
    return;
  }
  showSection('sensitivity', true);
  if (!found.rows) {
    byId('sensitivity-text').textContent = t('sensitivity.other-run');
    byId('sensitivity-chart').hidden = true;
    return;
  }
  const choice = name => has('choice.' + name) ? t('choice.' + name) : name;
  const comma = t('list.comma');
  const often = Object.entries(found.choices).sort((a, b) => b[1] - a[1])
    .map(([name, n]) => choice(name) + ' ' + whole.format(n)).join(comma);
  byId('sensitivity-text').textContent = [t('sensitivity.text'),
    t('sensitivity.mean', {n: whole.format(found.all), mean: three.format(found.mean)}),
    t('sensitivity.often', {list: often})].join(t('methods.between'));
  const rows = found.rows.map(([blogger, kind, start, end, mean, lowest, highest, spread, by]) =>
    ({blogger, window: [start, end], kind: kinds.find(shown => shown.kind === kind), mean, lowest, highest, spread, by}));
  const top = rows.slice(0, CELLS);
  const host = byId('sensitivity-chart');
  host.style.height = 50 + 24 * top.length + 'px';
  const windowText = row => spanText(row.kind, row.window);
  chart(host, t('sensitivity.label', {n: whole.format(top.length)}), (c, width) => {
    const side = width < 560 ? 130 : 290;
    return {
      grid: {left: side, right: 16, top: 8, bottom: 34},
      xAxis: {type: 'value', min: 0, max: 1, interval: 0.25, axisLabel: {...label(c), formatter: v => two.format(v)},
        axisLine: {show: true, lineStyle: {color: c('pooled')}}, splitLine: {lineStyle: {color: c('rule')}}},
      yAxis: {type: 'category', inverse: true, axisTick: {show: false}, axisLine: {show: false},
        data: top.map(row => isolated(cutName(nameText(row.blogger))) + '  ' + windowText(row)),
        axisLabel: {...label(c), width: side - 10, overflow: 'truncate'}},
      tooltip: {trigger: 'item', ...tooltip(c, ({dataIndex}) => {
        const row = top[dataIndex];
        return [nameText(row.blogger), [t('window'), windowText(row)], [t('sentiment'), three.format(row.mean)],
          [t('sensitivity.lowest'), three.format(row.lowest)], [t('sensitivity.highest'), three.format(row.highest)],
          [t('sensitivity.by'), choice(row.by)]];
      })},
      series: [
        {type: 'custom', data: top.map((row, i) => [row.lowest, i]), renderItem: (parameters, api) => {
          const row = top[parameters.dataIndex];
          const [x1, y] = api.coord([row.lowest, parameters.dataIndex]);
          const x2 = api.coord([row.highest, parameters.dataIndex])[0];
          return {type: 'line', shape: {x1, y1: y, x2, y2: y}, style: {stroke: c('strip'), lineWidth: 5, lineCap: 'round'}};
        }},
        {type: 'scatter', data: top.map((row, i) => [row.mean, i]), symbolSize: 9,
          itemStyle: {color: c('mean'), borderColor: c('paper'), borderWidth: 1.5}},
      ],
    };
  });
  folded(byId('sensitivity-table'), t('show.table'), () => ({
    caption: t('sensitivity.title'), rows, find: row => nameText(row.blogger), findLabel: t('moved.find'),
    sort: [5, -1],
    columns: [
      column(t('blogger'), row => nameText(row.blogger), row => nameText(row.blogger), {id: true}),
      column(t('window'), row => row.window[0], windowText),
      number(t('sentiment'), row => row.mean, three), number(t('sensitivity.lowest'), row => row.lowest, three),
      number(t('sensitivity.highest'), row => row.highest, three),
      number(t('sensitivity.spread'), row => row.spread, three),
      column(t('sensitivity.by'), row => choice(row.by), row => choice(row.by)),
    ],
  }));
};
