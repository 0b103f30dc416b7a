/* The models' errors, beside forecasts that need no model. */
const compared = () => {
  const hasHeld = fit.windows > fit.fitted;
  document.querySelectorAll('.held').forEach(item => item.hidden = !hasHeld);
  const rows = [...data.models, ...data.baselines].map(model => ({
    name: model.name, isModel: data.models.includes(model), whole: model.whole,
    forecast: model.whole.forecast_rmse, free: model.whole.free_run_rmse,
    inSample: known(model.whole.notebook_rmse) ? model.whole.notebook_rmse : model.whole.smoothed_rmse,
  }));
  const baselines = rows.filter(row => !row.isModel && known(row.forecast)).sort((a, b) => a.forecast - b.forecast);
  const models = rows.filter(row => row.isModel && known(row.forecast)).sort((a, b) => a.forecast - b.forecast);
  const best = baselines[0];
  const verdict = () => {
    if (!hasHeld || !best || models.length === 0) {
      return [t('fit.verdict.none')];
    }
    const better = models.filter(row => row.forecast < best.forecast);
    const values = {baseline: modelText(best.name), error: four.format(best.forecast),
      model: modelText(models[0].name), best: four.format(models[0].forecast), n: whole.format(better.length),
      all: whole.format(models.length), list: better.map(row => modelText(row.name)).join(t('list.comma'))};
    return [t(better.length ? 'fit.verdict.better' : 'fit.verdict.worse', values),
      t('fit.verdict.few', {windows: whole.format(fit.windows - fit.fitted), bloggers: whole.format(fit.bloggers)})];
  };
  byId('verdict').textContent = verdict().join(t('methods.between'));

  const most = Math.max(0.01, ...rows.flatMap(row => [row.forecast || 0, row.free || 0]));
  const host = byId('compared-chart');
  host.style.height = 60 + 30 * rows.length + 'px';
  const points = (key, symbol, symbolSize, itemStyle) => ({
    type: 'scatter', symbol, symbolSize, itemStyle, z: 4,
    data: rows.map((row, i) => ({row, value: [row[key], i]})).filter(point => known(point.row[key])),
  });
  chart(host, t('fit.compared.label', {n: whole.format(rows.length)}), (c, width) => {
    const side = width < 560 ? 132 : 260;
    return {
      grid: {left: side, right: 20, top: 8, bottom: 46},
      xAxis: {type: 'value', min: 0, max: Math.ceil(most * 1.1 * 50) / 50, splitNumber: width < 560 ? 3 : 6,
        name: t('fit.rmse'), nameLocation: 'middle', nameGap: 28, nameTextStyle: label(c),
        axisLabel: {...label(c), formatter: value => two.format(value)},
        axisLine: {show: true, lineStyle: {color: c('pooled')}}, splitLine: {lineStyle: {color: c('rule')}}},
      yAxis: {type: 'category', inverse: true, axisTick: {show: false}, axisLine: {show: false},
        data: rows.map(row => modelText(row.name)), splitLine: {show: true, lineStyle: {color: c('rule')}},
        axisLabel: {...label(c), width: side - 12, overflow: 'break', lineHeight: 13}},
      tooltip: {trigger: 'item', ...tooltip(c, ({data: {row}}) => [modelText(row.name),
        [t('fit.forecast-error'), shown(row.forecast, four)], [t('fit.free-error'), shown(row.free, four)]])},
      series: [
        {...points('free', 'circle', 9, {color: c('paper'), borderColor: c('mean'), borderWidth: 1.6}),
          markLine: hasHeld && best ? {symbol: 'none', silent: true, animation: false, label: {show: false},
            lineStyle: {color: c('ink'), width: 1.2, type: [4, 3]}, data: [{xAxis: best.forecast}]} : undefined},
        points('forecast', 'diamond', 13, {color: c('mean')}),
      ],
    };
  });
  const ahead = Math.min(2, fit.windows - fit.fitted);
  table(byId('compared-table'), {
    caption: t('fit.compared.title'), rows, page: rows.length,
    columns: [
      column(t('fit.model'), row => modelText(row.name), row => modelText(row.name), {wraps: true}),
      number(t('fit.objective'), row => row.whole.objective, four),
      column(t('fit.in-sample'), row => row.inSample, row => shown(row.inSample, four)
        + (known(row.whole.smoothed_rmse) ? ' ' + t('fit.smoothed') : ''), {numeric: true}),
      number(t('fit.free-error'), row => row.free, four),
      number(t('fit.forecast-error'), row => row.forecast, four),
      ...Array.from({length: Math.max(0, ahead)}, (none, i) => number(t('fit.error-ahead', {n: whole.format(i + 1)}),
        row => row.whole['forecast_rmse_ahead_' + (i + 1)], four)),
    ],
  });
};
