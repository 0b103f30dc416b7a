/* Who listens to whom: a picture of the weights, and all of them as a table. */
const MOST_NODES = 30, MOST_EDGES = 150;

const network = (() => {
  /** The bloggers of the picture: all, or those to whom the weights of the page give the most influence. */
  const picked = model => {
    if (data.shown <= MOST_NODES) {
      return shownNames.map((name, place) => place);
    }
    const heard = new Map();
    weightsOf(model).filter(each => each.from !== each.to && each.from < data.shown)
      .forEach(each => heard.set(each.from, (heard.get(each.from) || 0) + each.weight));
    return shownNames.map((name, place) => place).sort((a, b) => (heard.get(b) || 0) - (heard.get(a) || 0))
      .slice(0, MOST_NODES);
  };
  const edgesAmong = (model, nodes) => {
    const among = new Set(nodes);
    return weightsOf(model).filter(each => each.weight > 0 && each.from !== each.to
      && among.has(each.from) && among.has(each.to)).slice(0, MOST_EDGES);
  };
  const isUncertain = each => known(each.low) && each.low <= 0;
  const weightRows = each => [[t('fit.weight'), small.format(each.weight)],
    [t('interval'), rangeText(each.low, each.high, three)]];

  const options = (model, nodes, edges) => (c, width) => {
    const isNarrow = width < 560;
    const heard = new Map(nodes.map(place => [place, 0]));
    edges.forEach(each => heard.set(each.from, heard.get(each.from) + each.weight));
    const most = Math.max(...heard.values(), 0.01);
    const limit = isNarrow ? 7 : 16;
    const short = name => [...name].length > limit ? [...name].slice(0, limit - 1).join('') + '…' : name;
    const order = [...nodes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), language, {numeric: true}));
    const angle = new Map(order.map((place, i) => [place, 2 * Math.PI * i / order.length - Math.PI / 2]));
    const [side, end] = isNarrow ? [66, 50] : [150, 54];
    const height = parseInt(byId('network').style.height, 10);
    const spot = place => [width / 2 + (width / 2 - side) * Math.cos(angle.get(place)),
      height / 2 + (height / 2 - end) * Math.sin(angle.get(place))];
    const spots = order.map(spot);
    /** In pixels: ECharts fits what it draws into the box, which would make circles wide. */
    const box = [0, 1].map(axis => [Math.min(...spots.map(xy => xy[axis])), Math.max(...spots.map(xy => xy[axis]))]);
    const largest = isNarrow ? 34 : nodes.length > 14 ? 38 : 54;
    return {
      tooltip: {trigger: 'item', ...tooltip(c, ({dataType, dataIndex}) => {
        if (dataType === 'edge') {
          const each = edges[dataIndex];
          return [t('fit.edge', {from: isolated(nameOf(each.from)), to: isolated(nameOf(each.to))}), ...weightRows(each)];
        }
        const place = order[dataIndex];
        return [nameOf(place), [t(hasStubbornness(model) ? 'fit.stubbornness' : 'fit.own'),
          shown(keptBy(model, place), three)], [t('fit.heard'), three.format(heard.get(place))]];
      })},
      series: [{
        type: 'graph', layout: 'none', left: box[0][0], width: box[0][1] - box[0][0], top: box[1][0],
        height: box[1][1] - box[1][0], roam: false, edgeSymbol: ['none', 'arrow'], edgeSymbolSize: isNarrow ? 7 : 10, selectedMode: false,
        emphasis: {focus: 'adjacency', lineStyle: {opacity: 1}},
        data: order.map(place => {
          const [x, y] = spot(place);
          const [right, down] = [Math.cos(angle.get(place)), Math.sin(angle.get(place))];
          const kept = bounded(keptBy(model, place) || 0);
          return {
            name: String(place), x, y,
            symbolSize: largest * (0.45 + 0.55 * Math.sqrt(heard.get(place) / most)),
            itemStyle: {borderColor: c('mean'), borderWidth: 2, color: {type: 'linear', x: 0, y: 1, x2: 0, y2: 0,
              colorStops: [{offset: 0, color: c('fill-level')}, {offset: kept, color: c('fill-level')},
                {offset: kept, color: c('paper')}, {offset: 1, color: c('paper')}]}},
            label: {show: true, color: c('ink'), fontFamily: font, fontSize: isNarrow ? 11 : 12.5, lineHeight: 16,
              position: Math.abs(right) < 0.3 ? down < 0 ? 'top' : 'bottom' : right < 0 ? 'left' : 'right',
              formatter: short(nameOf(place)) + '\n' + shown(keptBy(model, place), two)},
          };
        }),
        links: edges.map(each => ({
          source: String(each.from), target: String(each.to),
          lineStyle: {width: 0.8 + (isNarrow ? 5 : 8) * each.weight, curveness: 0.16,
            color: isUncertain(each) ? c('pooled') : c('mean'), opacity: isUncertain(each) ? 0.75 : 0.9,
            type: isUncertain(each) ? [5, 4] : 'solid'},
        })),
      }],
    };
  };

  const weightTable = model => folded(byId('network-table'), t('fit.weights.show'), () => ({
    caption: t('fit.influence.title'), rows: weightsOf(model), sort: [2, -1],
    find: each => nameOf(each.from) + '\n' + nameOf(each.to), findLabel: t('fit.find'),
    columns: [
      column(t('fit.from'), each => nameOf(each.from), each => nameOf(each.from), {id: true}),
      column(t('fit.to'), each => nameOf(each.to), each => nameOf(each.to), {id: true}),
      number(t('fit.weight'), each => each.weight, small),
      column(t('interval'), each => each.low, each => rangeText(each.low, each.high, three), {numeric: true}),
      column(t('fit.includes'), each => known(each.low) ? Number(isUncertain(each)) : null,
        each => known(each.low) ? t(isUncertain(each) ? 'fit.yes' : 'fit.no') : '–'),
    ],
  }));
  const parameterTable = model => {
    const found = Object.entries(model.parameters);
    byId('parameters-table').hidden = found.length === 0;
    folded(byId('parameters-table'), t('fit.parameters.show'), () => ({
      caption: t('fit.parameters'), rows: shownNames.map((name, place) => ({name, place})), find: row => row.name,
      findLabel: t('fit.find'),
      columns: [column(t('blogger'), row => row.name, row => row.name, {id: true}),
        ...found.flatMap(([parameter, rows]) => [
          number(t('fit.parameter.' + parameter), row => rows[row.place][0], three),
          column(t('interval'), row => rows[row.place][1],
            row => rangeText(rows[row.place][1], rows[row.place][2], three), {numeric: true})])],
    }));
  };

  const show = () => {
    const model = modelOf('model');
    const nodes = picked(model);
    const edges = edgesAmong(model, nodes);
    const all = weightsOf(model).filter(each => each.weight > 0 && each.from !== each.to).length;
    const left = [];
    if (nodes.length < fit.bloggers) {
      left.push(t('fit.network.left', {shown: whole.format(nodes.length), all: whole.format(fit.bloggers)}));
    }
    if (edges.length < all) {
      left.push(t('fit.network.edges', {shown: whole.format(edges.length)}));
    }
    if (model.weights.length < model.weights_all) {
      left.push(t('fit.weights.left', {shown: whole.format(model.weights.length), all: whole.format(model.weights_all)}));
    }
    note('network-left-out', left);
    byId('noise').textContent = noiseText(model);
    byId('key-certain').textContent = t(fit.replicates ? 'fit.key.certain' : 'fit.key.weight');
    byId('key-uncertain').hidden = !fit.replicates;
    byId('key-level').textContent = t(hasStubbornness(model) ? 'fit.key.stubbornness' : 'fit.key.own');
    const host = byId('network');
    host.style.height = (innerWidth < 640 ? 400 : nodes.length > 14 ? 700 : 560) + 'px';
    chart(host, t('fit.network.label', {model: modelText(model.name), nodes: whole.format(nodes.length),
      edges: whole.format(edges.length)}), options(model, nodes, edges));
    weightTable(model);
    parameterTable(model);
  };
  return {show};
})();
