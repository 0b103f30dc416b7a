/* How each account's audience moved: a panel for each, all with the same axes, and their numbers. */
const moved = (() => {
  /** The first window of the panels, which have the latest ones. */
  const firstShown = kind => Math.max(0, kind.windows.length - PANEL_WINDOWS);
  const cellsOf = (kind, blogger) => blogger.cells.filter(cell => cell.w >= firstShown(kind));

  /* One account's panel. */
  const panel = (kind, blogger, extent) => (c, width) => {
    const [from, to, most] = extent;
    const {base, step, axis} = timeAxis(c, kind, from, to, Math.max(2, Math.floor(width / 66)));
    const x = seconds => (seconds - base) / step;
    const middle = w => x((kind.windows[w][0] + kind.windows[w][1]) / 2);
    const touches = (a, b) => kind.windows[b][0] <= kind.windows[a][1];
    const own = cellsOf(kind, blogger);
    const cells = own.filter(cell => known(cell.mean));
    const solid = [], dashed = [], hollow = [], points = [];
    const ribbons = [];
    let run = [];
    let before = null;
    for (const cell of cells) {
      const point = [middle(cell.w), cell.mean];
      if (cell.thin) {
        hollow.push(point);
        ribbons.push([cell]);
        before = null;
        continue;
      }
      const joined = before && touches(before.w, cell.w);
      if (cell.incomplete) {
        if (joined) {
          dashed.push([middle(before.w), before.mean], point, [point[0], null]);
        }
        hollow.push({value: point, symbol: 'diamond', symbolSize: 8});
      } else {
        if (!joined) {
          solid.push([point[0], null]);
        }
        solid.push(point);
        points.push(point);
      }
      if (!joined) {
        run = [];
        ribbons.push(run);
      }
      run.push(cell);
      before = cell;
    }
    const pooled = [];
    kind.windows.forEach((window, w) => {
      if (w < firstShown(kind)) {
        return;
      }
      if (w > firstShown(kind) && !touches(w - 1, w)) {
        pooled.push([middle(w), null]);
      }
      pooled.push([middle(w), window[5]]);
    });
    const ribbon = (z, opacity) => ({
      type: 'custom', silent: true, z: 1, data: [[0, 0]], clip: true,
      renderItem: (parameters, api) => ({type: 'group', children: ribbons.flatMap(cells => {
        const spans = cells.map(cell => [middle(cell.w), interval(cell, z)]).filter(span => span[1]);
        if (spans.length === 0) {
          return [];
        }
        const side = end => spans.map(([at, span]) => api.coord([at, span[end]]));
        const fill = 'rgba(' + c('band') + ',' + opacity + ')';
        if (spans.length === 1) {
          const [low, high] = [side(0)[0], side(1)[0]];
          return [{type: 'rect', shape: {x: low[0] - 2.5, y: high[1], width: 5, height: low[1] - high[1]}, style: {fill}}];
        }
        return [{type: 'polygon', shape: {points: [...side(1), ...side(0).reverse()]}, style: {fill}}];
      })}),
    });
    const strip = {
      type: 'custom', silent: true, xAxisIndex: 1, yAxisIndex: 1, clip: true,
      data: own.map(cell => [middle(cell.w), evidence(cell)]),
      renderItem: (parameters, api) => {
        const cell = own[parameters.dataIndex];
        const [start, end] = drawnSpan(kind, kind.windows[cell.w]);
        const [left, top] = api.coord([x(start), Math.sqrt(evidence(cell))]);
        const [right, bottom] = api.coord([x(end), 0]);
        const gap = right - left > 4 ? 1 : 0;
        const shape = {x: left + gap, y: top, width: Math.max(1, right - left - gap), height: bottom - top};
        return {type: 'rect', shape, style: cell.thin
          ? {fill: c('paper'), stroke: c('strip'), lineWidth: 1} : {fill: c('strip')}};
      },
    };
    const dense = cells.length > 45;
    const byMiddle = new Map(own.map(cell => [middle(cell.w), cell]));
    const side = 30;
    return {
      grid: [{left: side, right: 6, top: 8, height: 124}, {left: side, right: 6, top: 138, height: 24}],
      xAxis: [
        {...axis, gridIndex: 0, axisLabel: {show: false}, axisTick: {show: false}, axisLine: {show: false},
          axisPointer: {label: {show: false}}},
        {...axis, gridIndex: 1, axisPointer: {label: {show: false}}},
      ],
      yAxis: [
        {gridIndex: 0, min: 0, max: 1, interval: 0.5, axisLabel: {...label(c), margin: 6}, axisLine: {show: false},
          axisTick: {show: false}, splitLine: {lineStyle: {color: c('rule')}}},
        {gridIndex: 1, min: 0, max: Math.sqrt(most), show: false},
      ],
      axisPointer: {link: [{xAxisIndex: 'all'}]},
      tooltip: {trigger: 'axis', axisPointer: pointer(c), ...tooltip(c, found => {
        const place = found.length ? found[0].axisValue : 0;
        const cell = [...byMiddle.entries()].reduce((best, entry) =>
          Math.abs(entry[0] - place) < Math.abs(best[0] - place) ? entry : best)[1];
        const rows = [[t('sentiment'), shown(cell.mean, three)]];
        if (kind.hasErrors) {
          rows.push([t('interval'), intervalText(cell)]);
        }
        rows.push([t('pooled'), shown(kind.windows[cell.w][5], three)]);
        if (kind.hasEffective) {
          rows.push([t('effective'), shown(cell.effective, one)]);
        }
        rows.push([t('counted'), whole.format(cell.counted)], [t('posts'), whole.format(cell.posts)]);
        if (reliability(cell)) {
          rows.push([t('state'), reliability(cell)]);
        }
        return [spanText(kind, kind.windows[cell.w]), ...rows];
      })},
      series: [
        ribbon(Z95, 0.16), ribbon(Z50, 0.26),
        {type: 'line', data: pooled, symbol: 'none', silent: true, z: 2, lineStyle: {color: c('pooled'), width: 1.4}},
        {type: 'line', data: solid, symbol: 'none', z: 4, lineStyle: {color: c('mean'), width: 2}},
        {type: 'line', data: dashed, symbol: 'none', z: 4, lineStyle: {color: c('mean'), width: 2, type: [4, 3]}},
        {type: 'scatter', data: points, symbolSize: dense ? 0.1 : 5, z: 5, itemStyle: {color: c('mean')}},
        {type: 'scatter', data: hollow, symbolSize: dense ? 4 : 6.5, z: 5,
          itemStyle: {color: c('paper'), borderColor: c('mean'), borderWidth: dense ? 1.1 : 1.5}},
        strip,
      ].map(series => ({zlevel: 0, progressive: 0, ...series})), // ECharts misses zlevel in points under the pointer
    };
  };

  const PANELS = 12;
  let panels = PANELS;
  const draw = () => {
    const kind = kindOf();
    const text = byId('find').value.trim().toLowerCase();
    const orders = {
      comments: (a, b) => b.counted - a.counted,
      change: (a, b) => b.change - a.change,
      last: (a, b) => b.last - a.last,
      id: (a, b) => nameText(a.name).localeCompare(nameText(b.name), language, {numeric: true}),
    };
    const found = kind.bloggers.filter(blogger => nameText(blogger.name).toLowerCase().includes(text))
      .sort(orders[byId('order').value]);
    const [, to, most] = extentOf(kind);
    const extent = [kind.windows[firstShown(kind)][0], to, most];
    const host = byId('multiples');
    host.querySelectorAll('.chart').forEach(forget);
    host.replaceChildren();
    for (const blogger of found.slice(0, panels)) {
      const place = element('div', {class: 'chart'});
      const measured = cellsOf(kind, blogger).filter(cell => known(cell.mean));
      host.append(element('figure', {}, element('figcaption', {}, element('b', {title: nameText(blogger.name)}, nameText(blogger.name)),
        element('span', {}, [t('moved.mean', {mean: shown(blogger.mean, two)}), kind.slide
          ? t('moved.windows-of', {windows: whole.format(blogger.cells.length)})
          : t('moved.card', {comments: whole.format(blogger.counted)})].join(' · '))), place));
      chart(place, t('moved.label', {blogger: isolated(nameText(blogger.name)), n: whole.format(measured.length),
        first: shown(measured.length ? measured[0].mean : null, two),
        last: shown(measured.length ? measured[measured.length - 1].mean : null, two)}), panel(kind, blogger, extent));
    }
    sayPanels(panels, found.length, t('moved.none'), () => {
      panels += 4 * PANELS;
      draw();
    });
    byId('key-strip').textContent = t(kind.hasEffective ? 'key.effective' : 'key.counted', {most: whole.format(most)});
    document.querySelectorAll('.with-errors').forEach(item => item.hidden = !kind.hasErrors);
  };
  const drawTable = () => {
    const kind = kindOf();
    const columns = [
      column(t('blogger'), row => nameText(row.blogger), row => nameText(row.blogger), {id: true}),
      column(t('window'), row => kind.windows[row.w][0], row => spanText(kind, kind.windows[row.w])),
      number(t('sentiment'), row => row.mean, three),
    ];
    if (kind.hasErrors) {
      columns.push(column(t('interval'), row => (interval(row, Z95) || [null])[0], intervalText, {numeric: true}));
    }
    columns.push(number(t('pooled'), row => kind.windows[row.w][5], three));
    if (kind.hasEffective) {
      columns.push(number(t('effective'), row => row.effective, one));
    }
    columns.push(number(t('counted'), row => row.counted, whole), number(t('comments'), row => row.comments, whole),
      number(t('posts'), row => row.posts, whole), column(t('state'), reliability, reliability, {wraps: true}));
    folded(byId('moved-table'), t('show.table'), () => ({
      caption: t('moved.title'), columns, find: row => nameText(row.blogger), findLabel: t('moved.find'),
      rows: kind.bloggers.flatMap(blogger => blogger.cells.map(cell => ({...cell, blogger: blogger.name}))),
    }));
  };

  /** The windows of another kind, from the first panel on. */
  const show = () => {
    panels = PANELS;
    draw();
    drawTable();
  };
  byId('order').addEventListener('change', draw);
  byId('find').addEventListener('input', draw);
  return {show};
})();
