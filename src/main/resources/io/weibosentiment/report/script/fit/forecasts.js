/* What a model says of each blogger's windows, beside what was seen. */
const forecasts = (() => {
  const steps = fit.fitted + fit.ahead - fit.first + 1;
  const split = fit.fitted - fit.first + 0.5;
  const lastValue = data.baselines.find(baseline => baseline.name === 'last-value');
  const extent = model => {
    const values = [...data.observed.flat(), ...['free-run', 'forecast'].flatMap(method =>
      (model.series[method] || []).flatMap(series => [...series.values, ...(series.low || []), ...(series.high || [])]))]
      .filter(known);
    const low = Math.max(0, Math.floor(values.reduce((a, b) => Math.min(a, b), 1) * 10) / 10);
    const high = Math.min(1, Math.ceil(values.reduce((a, b) => Math.max(a, b), 0) * 10) / 10);
    return high > low ? [low, high] : [0, 1];
  };
  const line = series => series ? series.values.map((value, i) => [series.from + i, value]) : [];

  const panel = (model, place, [low, high]) => (c, width) => {
    const free = seriesOf(model, 'free-run', place), ahead = seriesOf(model, 'forecast', place);
    const seen = data.observed[place].map((value, step) => [step, value]).filter(point => known(point[1]));
    const last = seen.filter(point => isFitted(point[0])).pop();
    const joined = last ? [last, ...line(ahead)] : line(ahead);
    const held = last ? [last, ...line(lastValue && seriesOf(lastValue, 'forecast', place))] : [];
    const named = Math.max(1, Math.ceil(steps / Math.max(2, Math.floor(width / 72))));
    const band = (series, opacity) => ({
      type: 'custom', silent: true, z: 1, data: series && series.low ? [[0, 0]] : [], clip: true,
      renderItem: (parameters, api) => {
        const found = series.values.map((value, i) => [series.from + i, bandAt(series, series.from + i)])
          .filter(each => each[1]);
        const side = end => found.map(([step, span]) => api.coord([step, span[end]]));
        return found.length < 2 ? {type: 'group', children: found.map(([step, span]) => {
          const [top, bottom] = [api.coord([step, span[1]]), api.coord([step, span[0]])];
          return {type: 'rect', shape: {x: top[0] - 3, y: top[1], width: 6, height: bottom[1] - top[1]},
            style: {fill: 'rgba(' + c('band') + ',' + opacity + ')'}};
        })} : {type: 'polygon', shape: {points: [...side(1), ...side(0).reverse()]},
          style: {fill: 'rgba(' + c('band') + ',' + opacity + ')'}};
      },
    });
    return {
      grid: {left: 34, right: 8, top: 10, bottom: 24},
      xAxis: {type: 'value', min: -1, max: steps, interval: 1, axisTick: {show: false}, splitLine: {show: false},
        axisLine: {onZero: false, lineStyle: {color: c('pooled')}}, axisPointer: {label: {show: false}},
        axisLabel: {...label(c), hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: step =>
          step < 0 || step % named !== 0 || step >= data.starts.length ? '' : shortDate.format(at(data.starts[step]))}},
      yAxis: {type: 'value', min: low, max: high, interval: (high - low) / 2, axisLine: {show: false},
        axisTick: {show: false}, splitLine: {lineStyle: {color: c('rule')}},
        axisLabel: {...label(c), margin: 6, formatter: value => two.format(value)}},
      tooltip: {trigger: 'axis', axisPointer: pointer(c), ...tooltip(c, found => {
        const step = Math.min(steps - 1, Math.max(0, Math.round(found.length ? found[0].axisValue : 0)));
        const rows = [[t('fit.observed'), shown(data.observed[place][step], three)]];
        [['fit.free', free], ['fit.forecast', ahead]].filter(([, series]) => known(valueAt(series, step)))
          .forEach(([key, series]) => {
            rows.push([t(key), three.format(valueAt(series, step))]);
            if (bandAt(series, step)) {
              rows.push([t('interval'), rangeText(...bandAt(series, step), two)]);
            }
          });
        return [stepText(step), ...rows, [t('fit.part'), t(isFitted(step) ? 'fit.part.fitted' : 'fit.part.held')]];
      })},
      series: [
        band(free, 0.16), band(ahead, 0.26),
        {type: 'line', data: line(free), symbol: 'none', z: 3, lineStyle: {color: c('mean'), width: 1.8},
          markLine: {symbol: 'none', silent: true, animation: false, label: {show: false},
            lineStyle: {color: c('ink'), width: 1, type: [4, 3]}, data: [{xAxis: split}]}},
        {type: 'line', data: held, symbol: 'none', silent: true, z: 2,
          lineStyle: {color: c('pooled'), width: 1.6, type: [1.5, 3]}},
        {type: 'line', data: joined, symbol: 'diamond', symbolSize: steps > 45 ? 4 : 7, z: 5,
          itemStyle: {color: c('mean')}, lineStyle: {color: c('mean'), width: 2.2, type: [5, 3]}},
        {type: 'line', data: seen, symbol: 'circle', symbolSize: steps > 45 ? 2.5 : 5, z: 4,
          itemStyle: {color: c('ink')}, lineStyle: {color: c('ink'), width: 1, opacity: 0.55}},
      ],
    };
  };

  const PANELS = 12;
  let panels = PANELS;
  const draw = () => {
    const model = modelOf('forecast-model');
    const text = byId('find').value.trim().toLowerCase();
    const found = shownNames.map((name, place) => place)
      .filter(place => nameOf(place).toLowerCase().includes(text))
      .sort((a, b) => nameOf(a).localeCompare(nameOf(b), language, {numeric: true}));
    const range = extent(model);
    const host = byId('multiples');
    host.querySelectorAll('.chart').forEach(forget);
    host.replaceChildren();
    for (const place of found.slice(0, panels)) {
      const box = element('div', {class: 'chart'});
      host.append(element('figure', {}, element('figcaption', {}, element('b', {title: nameOf(place)}, nameOf(place))), box));
      chart(box, t('fit.forecasts.label', {blogger: isolated(nameOf(place)), model: modelText(model.name),
        n: whole.format(steps)}), panel(model, place, range));
    }
    sayPanels(panels, found.length, t('fit.none'), () => {
      panels += 4 * PANELS;
      draw();
    });
    document.querySelectorAll('.banded').forEach(item => item.hidden = !hasBands(model));
  };
  const drawTable = () => {
    const model = modelOf('forecast-model');
    folded(byId('forecasts-table'), t('show.table'), () => ({
      caption: t('fit.forecasts.title'), find: row => nameOf(row.place), findLabel: t('fit.find'),
      rows: shownNames.flatMap((name, place) => Array.from({length: steps}, (none, step) => ({place, step}))),
      columns: [
        column(t('blogger'), row => nameOf(row.place), row => nameOf(row.place), {id: true}),
        column(t('window'), row => row.step, row => stepText(row.step)),
        column(t('fit.part'), row => Number(!isFitted(row.step)),
          row => t(isFitted(row.step) ? 'fit.part.fitted' : 'fit.part.held')),
        number(t('fit.observed'), row => data.observed[row.place][row.step], three),
        ...[['fit.free', 'free-run'], ['fit.forecast', 'forecast']].flatMap(([key, method]) => [
          number(t(key), row => valueAt(seriesOf(model, method, row.place), row.step), three),
          column(t('interval'), row => (bandAt(seriesOf(model, method, row.place), row.step) || [null])[0], row => {
            const span = bandAt(seriesOf(model, method, row.place), row.step);
            return span ? rangeText(...span, three) : '–';
          }, {numeric: true})]),
      ],
    }));
  };
  const show = () => {
    panels = PANELS;
    draw();
    drawTable();
  };
  byId('find').addEventListener('input', draw);
  return {show};
})();
