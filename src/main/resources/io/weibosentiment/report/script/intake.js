/* How much came in, and when. */
const intake = (() => {
  /** Pixels of a bar, with the gap beside it. */
  const BAR = 3;

  const columnOf = ([start, end, comments, scored, neutral]) => ({start, end, comments, scored, neutral, windows: 1});
  const without = bar => bar.comments - bar.scored - bar.neutral;

  /** The windows, or, if there are more than {@code most} and none overlap, sums of several that follow each other. */
  const barsOf = (kind, most) => {
    const bars = kind.windows.map(columnOf);
    const shortest = bars.reduce((least, bar) => Math.min(least, bar.end - bar.start), Infinity);
    const from = bars[0].start;
    const several = Math.ceil((bars[bars.length - 1].end - from) / shortest / most);
    if (kind.slide || several <= 1) {
      return [bars, 1];
    }
    const sums = new Map();
    for (const bar of bars) {
      const place = Math.floor((bar.start - from) / (several * shortest));
      const sum = sums.get(place);
      sums.set(place, sum ? {start: sum.start, end: bar.end, comments: sum.comments + bar.comments,
        scored: sum.scored + bar.scored, neutral: sum.neutral + bar.neutral, windows: sum.windows + 1} : bar);
    }
    return [[...sums.values()], several];
  };

  const options = kind => (c, width) => {
    const [from, to] = extentOf(kind);
    const {base, step, axis} = timeAxis(c, kind, from, to, Math.max(2, Math.floor(width / 95)));
    const x = seconds => (seconds - base) / step;
    const [bars, several] = barsOf(kind, Math.floor((width - 68) / BAR));
    note('intake-sums', several > 1 ? [t('intake.sums', {n: whole.format(several)})] : []);
    const part = (low, high, style) => ({
      type: 'custom', clip: true, encode: {x: 0, y: 1},
      data: bars.map(bar => [x((bar.start + bar.end) / 2), high(bar)]),
      renderItem: (parameters, api) => {
        const bar = bars[parameters.dataIndex];
        const [start, end] = drawnSpan(kind, [bar.start, bar.end]);
        const [left, top] = api.coord([x(start), high(bar)]);
        const [right, bottom] = api.coord([x(end), low(bar)]);
        const gap = right - left > 5 ? 1.5 : 0;
        return bottom - top < 0.2 ? {type: 'group', children: []}
          : {type: 'rect', shape: {x: left + gap, y: top, width: Math.max(1, right - left - 2 * gap),
            height: bottom - top}, style: style(right - left)};
      },
    });
    const outlined = fill => width => width > 5 ? {fill, stroke: c('mean'), lineWidth: 1} : {fill: c('fill')};
    return {
      grid: {left: 56, right: 12, top: 14, bottom: 34},
      xAxis: {...axis, axisPointer: {label: {show: false}}},
      yAxis: {type: 'value', min: 0, axisLabel: {...label(c), formatter: value => whole.format(value)},
        axisLine: {show: false}, axisTick: {show: false}, splitLine: {lineStyle: {color: c('rule')}}, splitNumber: 4,
        minInterval: 1},
      tooltip: {trigger: 'axis', axisPointer: pointer(c),
        ...tooltip(c, found => {
          const bar = bars[found[0].dataIndex];
          return [spanText(kind, [bar.start, bar.end]), [t('comments'), whole.format(bar.comments)],
            [t('intake.scored'), whole.format(bar.scored)], [t('intake.neutral'), whole.format(bar.neutral)],
            [t('intake.without'), whole.format(without(bar))]];
        })},
      series: [
        part(() => 0, bar => bar.scored, () => ({fill: c('mean')})),
        part(bar => bar.scored, bar => bar.scored + bar.neutral, outlined(c('strip'))),
        part(bar => bar.scored + bar.neutral, bar => bar.comments, outlined(c('paper'))),
      ],
    };
  };

  return () => {
    const kind = kindOf();
    byId('intake-neutral').hidden = kind.windows.every(window => window[4] === 0);
    byId('intake-without').hidden = kind.windows.every(window => window[2] === window[3] + window[4]);
    byId('intake-text').textContent = t(data.run.window_by === 'post' ? 'intake.text.post' : 'intake.text.comment');
    chart(byId('intake-chart'), t('intake.label', {n: whole.format(kind.windows.length)}), options(kind));
    folded(byId('intake-table'), t('show.table'), () => ({
      caption: t('intake.title'), rows: kind.windows.map(window => ({...columnOf(window), mean: window[5], window})),
      columns: [
        column(t('window'), bar => bar.start, bar => spanText(kind, bar.window)),
        number(t('comments'), bar => bar.comments, whole), number(t('intake.scored'), bar => bar.scored, whole),
        number(t('intake.neutral'), bar => bar.neutral, whole), number(t('intake.without'), without, whole),
        number(t('pooled'), bar => bar.mean, three),
      ],
    }));
  };
})();
