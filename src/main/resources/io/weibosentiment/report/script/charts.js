/* Charts: drawn when they come into view, in the colours of the page. */
const colours = () => {
  const style = getComputedStyle(document.documentElement);
  return name => style.getPropertyValue('--' + name).trim();
};
const drawn = new Map();
const draw = (host, width = host.clientWidth) => {
  const old = echarts.getInstanceByDom(host);
  if (old) {
    old.dispose();
  }
  const chart = echarts.init(host, null,
    {renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio), width});
  chart.setOption({animation: false, ...drawn.get(host)(colours(), width)});
  host.dataset.drawn = 'true';
};
const clear = host => {
  const chart = echarts.getInstanceByDom(host);
  if (chart) {
    chart.dispose();
  }
  delete host.dataset.drawn;
};
const sight = new IntersectionObserver(entries => entries.forEach(entry => {
  if (!drawn.has(entry.target)) {
    return;
  }
  if (entry.isIntersecting && !entry.target.dataset.drawn) {
    draw(entry.target);
  } else if (!entry.isIntersecting && entry.target.dataset.drawn) {
    clear(entry.target);
  }
}), {rootMargin: '400px'});
const chart = (host, label, options) => {
  host.setAttribute('role', 'img');
  host.setAttribute('aria-label', label);
  drawn.set(host, options);
  if (host.dataset.drawn) {
    draw(host);
  }
  sight.observe(host);
};
const forget = host => {
  sight.unobserve(host);
  clear(host);
  drawn.delete(host);
};
const redraw = () => drawn.forEach((options, host) => host.dataset.drawn && draw(host));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
let resizing;
let width = innerWidth;
addEventListener('resize', () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => innerWidth !== width && (width = innerWidth, redraw()), 150);
});
/* On paper charts have the colours of paper, and widths that fit A4 and Letter: the window's would make all smaller. */
const PAPER = 680;
const printedWidth = host => host.closest('.multiples') ? (PAPER - 24) / 2 : Math.min(host.clientWidth, PAPER);
addEventListener('beforeprint', () => {
  document.documentElement.dataset.printed = 'true';
  drawn.forEach((options, host) => draw(host, printedWidth(host)));
  document.querySelectorAll('details').forEach(details => details.open = false);
});
addEventListener('afterprint', () => {
  delete document.documentElement.dataset.printed;
  redraw();
});

const font = getComputedStyle(document.body).fontFamily;
const label = c => ({color: c('soft'), fontSize: 11, fontFamily: font});
const tooltip = (c, lines) => ({
  confine: true,
  backgroundColor: c('paper'),
  borderColor: c('rule'),
  textStyle: {color: c('ink'), fontFamily: font, fontSize: 12.5},
  extraCssText: 'box-shadow:0 2px 10px rgba(0,0,0,.18)',
  formatter: parameters => {
    const [title, ...rows] = lines(parameters);
    return element('div', {class: 'tip'}, element('b', {}, title),
      ...rows.map(([name, value]) => element('span', {}, element('span', {}, name), element('span', {}, value))));
  },
});
/** The line at the pointer. */
const pointer = c => ({type: 'line', lineStyle: {color: c('pooled'), type: 'solid'}});
/** Days of a time axis, of which about {@code most} are named. */
const timeAxis = (c, kind, from, to, most) => {
  const step = kind.since_post && to - from < 4 * DAY ? 3600 : DAY;
  const base = Math.floor(from / step) * step;
  const years = at(from).getUTCFullYear() !== at(to - 1).getUTCFullYear();
  const steps = kind.kind === 'week' ? [7, 14, 28, 56, 91, 182, 364, 728, 1456]
    : [1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 60, 91, 182, 365, 730, 1460];
  const length = (to - base) / step;
  const interval = steps.find(days => length / days <= most) || Math.ceil(length / most);
  return {
    base, step,
    axis: {
      type: 'value', min: (from - base) / step, max: length, interval,
      axisLine: {lineStyle: {color: c('pooled')}}, axisTick: {show: true, lineStyle: {color: c('pooled')}},
      splitLine: {show: false},
      axisLabel: {...label(c), hideOverlap: true, showMinLabel: true, formatter: value => {
        const time = base + value * step;
        if (value > length - interval / 3 && value !== 0 || value % 1 !== 0) {
          return '';
        }
        return kind.since_post ? duration(time) : (years && interval > 20 ? monthYear : shortDate).format(at(time));
      }},
    },
  };
};
