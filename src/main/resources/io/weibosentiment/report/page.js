'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = id => document.getElementById(id);
  const language = data.language;
  const THIN = 1, INCOMPLETE = 2;
  const DAY = 86400;
  const Z95 = 1.959964, Z50 = 0.674490;

  /* Texts and numbers */
  const has = key => Object.hasOwn(data.texts, key);
  /* {n} is a value; {n:comment|comments} the word that goes with it. */
  const t = (key, values = {}) => (has(key) ? data.texts[key] : key)
    .replace(/\{([a-z_]+):([^|}]*)\|([^}]*)}/g, (place, name, single, many) => values[name] === '1' ? single : many)
    .replace(/\{([a-z_]+)}/g, (place, name) => name in values ? values[name] : place);
  const whole = new Intl.NumberFormat(language, {maximumFractionDigits: 0});
  const decimal = digits =>
    new Intl.NumberFormat(language, {minimumFractionDigits: digits, maximumFractionDigits: digits});
  const two = decimal(2), three = decimal(3), one = decimal(1);
  const percent = new Intl.NumberFormat(language, {style: 'percent', maximumFractionDigits: 1});
  const signed = new Intl.NumberFormat(language,
    {minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero'});
  const known = value => value !== null && value !== undefined;
  const shown = (value, format) => known(value) ? format.format(value) : '–';

  /* Times: seconds that clocks in the run's zone show, so they are formatted as if they were UTC. */
  const format = options => new Intl.DateTimeFormat(language, {timeZone: 'UTC', ...options});
  const date = format({year: 'numeric', month: 'short', day: 'numeric'});
  const shortDate = format({month: 'short', day: 'numeric'});
  const monthYear = format({year: 'numeric', month: 'short'});
  const dateTime = format({year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
    hourCycle: 'h23'});
  const at = seconds => new Date(seconds * 1000);
  const duration = seconds => new Intl.NumberFormat(language, {style: 'unit', unitDisplay: 'short',
    maximumFractionDigits: 1, unit: seconds < 2 * DAY ? 'hour' : 'day'})
    .format(seconds / (seconds < 2 * DAY ? 3600 : DAY));
  const spanText = (kind, window) => {
    const [start, end] = window;
    if (kind.since_post) {
      return duration(start) + ' – ' + duration(end);
    }
    return end - start >= DAY ? date.formatRange(at(start), at(end - 1)) : dateTime.formatRange(at(start), at(end));
  };
  const kindText = kind => kind.since_post
    ? t('windows.since', {length: kind.kind.replace('since-post:', '')})
    : has('windows.' + kind.kind) ? t('windows.' + kind.kind) : kind.kind;
  const nameText = name => known(name) ? name : t('blogger.unknown');

  /* Elements: texts of the data only ever become text nodes. */
  const element = (tag, properties = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === 'class') {
        node.className = value;
      } else if (known(value)) {
        node.setAttribute(name, value);
      }
    }
    node.append(...children.map(child => child instanceof Node ? child : document.createTextNode(String(child))));
    return node;
  };
  const option = (value, text) => element('option', {value}, text);
  const note = (id, parts) => {
    byId(id).textContent = parts.join(' ');
    byId(id).hidden = parts.length === 0;
  };

  /* Tables: sorted by their headings, searched, and shown a part at a time. */
  let tables = 0;
  const table = (host, {caption, columns, rows, sort, find, findLabel, page = 25}) => {
    const state = {sort, shown: page, text: ''};
    const body = element('tbody');
    const headings = columns.map((column, i) => {
      const button = element('button', {type: 'button'}, column.label);
      button.addEventListener('click', () => {
        const isSame = state.sort && state.sort[0] === i;
        state.sort = [i, isSame ? -state.sort[1] : (column.numeric ? -1 : 1)];
        draw();
      });
      return element('th', {scope: 'col', class: (column.numeric ? 'number ' : '') + (column.id ? 'id' : '')}, button);
    });
    const status = element('span', {role: 'status'});
    const more = element('button', {type: 'button'}, t('show.more'));
    more.addEventListener('click', () => {
      state.shown += 4 * page;
      draw();
    });
    const tools = element('div', {class: 'tools'});
    if (find) {
      const input = element('input', {type: 'search', id: 'search-' + ++tables, autocomplete: 'off',
        spellcheck: 'false'});
      input.addEventListener('input', () => {
        state.text = input.value.trim().toLowerCase();
        state.shown = page;
        draw();
      });
      tools.append(element('label', {for: input.id}, findLabel || t('search'), input));
    }
    const order = (a, b) => {
      const [x, y] = [a, b].map(columns[state.sort[0]].value);
      if (!known(x) || !known(y)) {
        return known(y) - known(x);
      }
      return state.sort[1] * (typeof x === 'number' ? x - y : String(x).localeCompare(String(y), language,
        {numeric: true}));
    };
    const draw = () => {
      let found = state.text && find ? rows.filter(row => find(row).toLowerCase().includes(state.text)) : [...rows];
      if (state.sort) {
        found.sort(order);
      }
      headings.forEach((heading, i) => state.sort && state.sort[0] === i
        ? heading.setAttribute('aria-sort', state.sort[1] > 0 ? 'ascending' : 'descending')
        : heading.removeAttribute('aria-sort'));
      body.replaceChildren(...found.slice(0, state.shown).map(row => element('tr', {}, ...columns.map(column =>
        element('td', {class: (column.numeric ? 'number' : '') + (column.id ? 'id' : '')}, column.text(row))))));
      more.hidden = found.length <= state.shown;
      status.textContent = found.length === 0 ? t('search.none')
        : t('show.count', {shown: whole.format(Math.min(found.length, state.shown)), all: whole.format(found.length)});
    };
    draw();
    host.replaceChildren(tools, element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('table', {name: caption})},
      element('table', {}, element('caption', {}, caption), element('thead', {}, element('tr', {}, ...headings)), body)),
      element('div', {class: 'tools'}, more, status));
  };
  /** A table that is made when it is opened. */
  const folded = (host, title, content) => {
    const inside = element('div');
    const details = element('details', {}, element('summary', {}, title), inside);
    details.addEventListener('toggle', () => details.open && !inside.firstChild && table(inside, content()));
    host.replaceChildren(details);
  };
  const column = (label, value, text, more = {}) => ({label, value, text, ...more});
  const number = (label, value, form) =>
    column(label, value, row => shown(value(row), form), {numeric: true});

  /* Charts: drawn when they come into view, in the colours of the page. */
  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    return name => style.getPropertyValue('--' + name).trim();
  };
  const drawn = new Map();
  const draw = host => {
    const old = echarts.getInstanceByDom(host);
    if (old) {
      old.dispose();
    }
    const chart = echarts.init(host, null, {renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio)});
    chart.setOption({animation: false, ...drawn.get(host)(colours(), host.clientWidth)});
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
  addEventListener('beforeprint', () => {
    drawn.forEach((options, host) => draw(host));
    document.querySelectorAll('details').forEach(details => details.open = false);
  });
  addEventListener('afterprint', redraw);

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

  /* Cells of bloggers: window, posts, comments, counted, mean, flags, se, effective comments, effective posts, largest
     share, status, corrected mean, low, high. */
  const cellOf = values => ({
    w: values[0], posts: values[1], comments: values[2], counted: values[3], mean: values[4],
    thin: (values[5] & THIN) !== 0, incomplete: (values[5] & INCOMPLETE) !== 0, se: values[6], effective: values[7],
    effectivePosts: values[8], share: values[9], status: values[10],
    corrected: values[11], low: values[12], high: values[13],
  });
  const reliability = cell => {
    const words = [];
    if (!known(cell.mean)) {
      words.push(t('state.filled'));
    } else if (cell.thin) {
      words.push(t('state.thin'));
    }
    if (cell.incomplete) {
      words.push(t('state.incomplete'));
    }
    const told = (cell.thin ? 'u' : '') + (cell.incomplete ? 'p' : '') + (known(cell.mean) ? '' : 'im');
    for (const flag of cell.status) {
      if (!told.includes(flag) && has('flag.' + flag)) {
        words.push(t('flag.' + flag));
      }
    }
    return words.join(t('list.comma'));
  };
  const bounded = value => Math.min(1, Math.max(0, value));
  const interval = (cell, z) => known(cell.se) && known(cell.mean)
    ? [bounded(cell.mean - z * cell.se), bounded(cell.mean + z * cell.se)] : null;
  const intervalText = cell => {
    const found = interval(cell, Z95);
    return found ? two.format(found[0]) + ' – ' + two.format(found[1]) : '–';
  };
  const evidence = cell => known(cell.effective) ? cell.effective : cell.counted;

  const kinds = data.kinds.map(kind => ({
    ...kind,
    bloggers: kind.bloggers.map((cells, i) => {
      const found = cells.map(cellOf);
      const measured = found.filter(cell => known(cell.mean));
      const joined = measured.filter(cell => !cell.thin);
      const ends = joined.length > 1 ? joined : measured;
      const counted = found.reduce((sum, cell) => sum + cell.counted, 0);
      return {
        name: kind.names[i], cells: found, counted,
        comments: found.reduce((sum, cell) => sum + cell.comments, 0),
        mean: counted ? measured.reduce((sum, cell) => sum + cell.mean * cell.counted, 0) / counted : null,
        change: ends.length ? Math.abs(ends[ends.length - 1].mean - ends[0].mean) : -1,
        last: ends.length ? ends[ends.length - 1].mean : -1,
      };
    }),
    posts: kind.posts.map(([b, id, time, likes, cells]) => {
      const found = cells.map(([w, comments, counted, mean, share, shift]) =>
        ({w, comments, counted, mean, share, shift}));
      const counted = found.reduce((sum, cell) => sum + cell.counted, 0);
      const most = found.reduce((best, cell) => rank(cell) > rank(best) ? cell : best);
      return {blogger: kind.names[b], id, time, likes, cells: found, counted, most,
        comments: found.reduce((sum, cell) => sum + cell.comments, 0),
        mean: found.reduce((sum, cell) => sum + cell.mean * cell.counted, 0) / counted};
    }),
    hasErrors: kind.bloggers.some(cells => cells.some(cell => known(cell[6]))),
    hasEffective: kind.bloggers.some(cells => cells.some(cell => known(cell[7]))),
  }));
  function rank(cell) {
    return known(cell.shift) ? 1 + Math.abs(cell.shift) : cell.counted / (1 + cell.counted);
  }

  /* One account's panel. */
  const panel = (kind, blogger, extent) => (c, width) => {
    const [from, to, most] = extent;
    const {base, step, axis} = timeAxis(c, kind, from, to, Math.max(2, Math.floor(width / 85)));
    const x = seconds => (seconds - base) / step;
    const middle = w => x((kind.windows[w][0] + kind.windows[w][1]) / 2);
    const touches = (a, b) => kind.windows[b][0] <= kind.windows[a][1];
    const cells = blogger.cells.filter(cell => known(cell.mean));
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
      if (w > 0 && !touches(w - 1, w)) {
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
      data: blogger.cells.map(cell => [middle(cell.w), evidence(cell)]),
      renderItem: (parameters, api) => {
        const cell = blogger.cells[parameters.dataIndex];
        const [start, end] = kind.windows[cell.w];
        const [left, top] = api.coord([x(start), Math.sqrt(evidence(cell))]);
        const [right, bottom] = api.coord([x(end), 0]);
        const gap = right - left > 4 ? 1 : 0;
        const shape = {x: left + gap, y: top, width: Math.max(1, right - left - gap), height: bottom - top};
        return {type: 'rect', shape, style: cell.thin
          ? {fill: c('paper'), stroke: c('strip'), lineWidth: 1} : {fill: c('strip')}};
      },
    };
    const dense = cells.length > 45;
    const byMiddle = new Map(blogger.cells.map(cell => [middle(cell.w), cell]));
    const side = 26;
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
      ].map(series => ({zlevel: 0, ...series})), // which ECharts misses in the points of a line under the pointer
    };
  };

  const kindOf = () => kinds[Number(byId('kind').value)];
  /** When the first window starts, the last one ends, and the most comments in one. */
  const extentOf = kind => [kind.windows[0][0],
    kind.windows.reduce((latest, window) => Math.max(latest, window[1]), 0),
    kind.bloggers.reduce((most, blogger) =>
      blogger.cells.reduce((own, cell) => Math.max(own, evidence(cell)), most), 1)];
  const PANELS = 12;
  let panels = PANELS;
  const moved = () => {
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
    const extent = extentOf(kind);
    const host = byId('multiples');
    host.querySelectorAll('.chart').forEach(forget);
    host.replaceChildren();
    for (const blogger of found.slice(0, panels)) {
      const place = element('div', {class: 'chart'});
      const measured = blogger.cells.filter(cell => known(cell.mean));
      host.append(element('figure', {}, element('figcaption', {}, element('b', {}, nameText(blogger.name)),
        element('span', {}, t('moved.mean', {mean: shown(blogger.mean, two)}) + ' · '
          + t('moved.card', {comments: whole.format(blogger.counted)}))), place));
      chart(place, t('moved.label', {blogger: nameText(blogger.name), n: whole.format(measured.length),
        first: shown(measured.length ? measured[0].mean : null, two),
        last: shown(measured.length ? measured[measured.length - 1].mean : null, two)}), panel(kind, blogger, extent));
    }
    const status = byId('multiples-more');
    status.replaceChildren();
    if (found.length > panels) {
      const more = element('button', {type: 'button'}, t('show.more'));
      more.addEventListener('click', () => {
        panels += 4 * PANELS;
        moved();
      });
      status.append(more, ' ');
    }
    status.append(found.length === 0 ? t('moved.none')
      : t('show.count', {shown: whole.format(Math.min(panels, found.length)), all: whole.format(found.length)}));
    byId('key-strip').textContent = t(kind.hasEffective ? 'key.effective' : 'key.counted')
      + ' (√, ≤ ' + whole.format(extent[2]) + ')';
    document.querySelectorAll('.with-errors').forEach(item => item.hidden = !kind.hasErrors);
  };
  const movedTable = () => {
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
      number(t('posts'), row => row.posts, whole), column(t('state'), reliability, reliability));
    folded(byId('moved-table'), t('show.table'), () => ({
      caption: t('moved.title'), columns, find: row => nameText(row.blogger), findLabel: t('moved.find'),
      rows: kind.bloggers.flatMap(blogger => blogger.cells.map(cell => ({...cell, blogger: blogger.name}))),
    }));
  };

  /* Posts */
  /** Black or white, whichever is easier to read on the colour of a mean. */
  const inkOn = (c, mean) => {
    const channels = name => [1, 3, 5].map(i => parseInt(c(name).slice(i, i + 2), 16) / 255);
    const ends = mean < 0.5 ? channels('low') : channels('high');
    const part = Math.abs(mean - 0.5) * 2;
    const [red, green, blue] = channels('middle').map((middle, i) => middle + part * (ends[i] - middle))
      .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
  };
  const HEAT_POSTS = 30;
  const heat = () => {
    const kind = kindOf();
    const name = kind.names[Number(byId('heat-blogger').value)];
    const posts = kind.posts.filter(post => post.blogger === name)
      .sort((a, b) => rank(b.most) - rank(a.most)).slice(0, HEAT_POSTS)
      .sort((a, b) => (a.time ?? Infinity) - (b.time ?? Infinity) || a.id.localeCompare(b.id));
    byId('heat-caption').textContent = t('posts.heat', {n: whole.format(posts.length), blogger: nameText(name)});
    const windows = [...new Set(posts.flatMap(post => post.cells.map(cell => cell.w)))].sort((a, b) => a - b);
    const host = byId('heat');
    host.style.height = 92 + 24 * posts.length + 'px';
    const rows = posts.flatMap((post, y) => post.cells.map(cell => [windows.indexOf(cell.w), y, cell.mean]));
    const cellAt = value => posts[value[1]].cells.find(cell => cell.w === windows[value[0]]);
    chart(host, t('posts.heat.label'), (c, width) => {
      const narrow = width < 560;
      const side = narrow ? 84 : 150;
      const room = (width - side) / windows.length;
      return {
        grid: {left: side, right: 8, top: 52, bottom: 40},
        xAxis: {type: 'category', data: windows.map(w => kind.since_post ? duration(kind.windows[w][0])
          : shortDate.format(at(kind.windows[w][0]))), axisLabel: {...label(c), hideOverlap: true},
          axisLine: {show: false}, axisTick: {show: false}},
        yAxis: {type: 'category', inverse: true, data: posts.map(post => known(post.time)
          ? (narrow ? shortDate : dateTime).format(at(post.time)) : post.id),
          axisLabel: {...label(c), width: side - 10, overflow: 'truncate'}, axisLine: {show: false},
          axisTick: {show: false}},
        visualMap: {type: 'continuous', min: 0, max: 1, calculable: false, orient: 'horizontal', left: side, top: 0,
          itemWidth: 10, itemHeight: 130, text: ['1', t('sentiment') + '  0'], textGap: 8, textStyle: label(c),
          inRange: {color: [c('low'), c('middle'), c('high')]}},
        tooltip: {trigger: 'item', ...tooltip(c, ({value}) => {
          const post = posts[value[1]], cell = cellAt(value);
          return [post.id, [t('window'), spanText(kind, kind.windows[cell.w])],
            [t('posted'), known(post.time) ? dateTime.format(at(post.time)) : '–'],
            [t('sentiment'), three.format(cell.mean)], [t('counted'), whole.format(cell.counted)],
            [t('pull.share'), shown(cell.share, percent)],
            [t('pull'), known(cell.shift) ? signed.format(cell.shift) : t('pull.alone')]];
        })},
        series: [{type: 'heatmap', itemStyle: {borderColor: c('paper'), borderWidth: room > 6 ? 2 : 0},
          data: rows.map(value => ({value, label: {color: inkOn(c, value[2])}})),
          label: {show: room >= 30, fontSize: 11, fontFamily: font, formatter: ({value}) => two.format(value[2])},
          emphasis: {itemStyle: {borderColor: c('ink')}}}],
      };
    });
  };
  const postsTable = () => {
    const kind = kindOf();
    table(byId('posts-table'), {
      caption: t('posts.table'), rows: kind.posts, page: 10,
      find: post => post.id + ' ' + nameText(post.blogger), findLabel: t('posts.find'),
      columns: [
        column(t('post'), post => post.id, post => post.id, {id: true}),
        column(t('blogger'), post => nameText(post.blogger), post => nameText(post.blogger), {id: true}),
        column(t('posted'), post => post.time, post => known(post.time) ? dateTime.format(at(post.time)) : '–'),
        number(t('counted'), post => post.counted, whole),
        number(t('sentiment'), post => post.mean, three),
        column(t('pull'), post => known(post.most.shift) ? Math.abs(post.most.shift) : null,
          post => known(post.most.shift) ? signed.format(post.most.shift) : t('pull.alone'), {numeric: true}),
        column(t('pull.window'), post => kind.windows[post.most.w][0],
          post => spanText(kind, kind.windows[post.most.w])),
        number(t('pull.share'), post => post.most.share, percent),
      ],
      sort: [5, -1],
    });
  };
  const posts = () => {
    const kind = kindOf();
    const counts = new Map();
    kind.posts.forEach(post => counts.set(post.blogger, (counts.get(post.blogger) || 0) + 1));
    const select = byId('heat-blogger');
    select.replaceChildren(...kind.names.map((name, i) => [name, i]).filter(([name]) => counts.has(name))
      .map(([name, i]) => option(i, nameText(name))));
    const first = [...kind.bloggers].sort((a, b) => b.counted - a.counted).find(({name}) => counts.has(name));
    if (first) {
      select.value = kind.names.indexOf(first.name);
    }
    heat();
    postsTable();
    note('posts-left-out', kind.posts.length < kind.posts_all ? [t('posts.left',
      {shown: whole.format(kind.posts.length), all: whole.format(kind.posts_all)})] : []);
  };

  /* Intake */
  const intake = () => {
    const kind = kindOf();
    byId('intake-text').textContent = t(data.run.window_by === 'post' ? 'intake.text.post' : 'intake.text.comment');
    const [from, to] = extentOf(kind);
    chart(byId('intake-chart'), t('intake.label', {n: whole.format(kind.windows.length)}), (c, width) => {
      const {base, step, axis} = timeAxis(c, kind, from, to, Math.max(2, Math.floor(width / 95)));
      const x = seconds => (seconds - base) / step;
      const bar = (low, high, style) => ({
        type: 'custom', clip: true, encode: {x: 0, y: 1},
        data: kind.windows.map(window => [x((window[0] + window[1]) / 2), high(window)]),
        renderItem: (parameters, api) => {
          const window = kind.windows[parameters.dataIndex];
          const [left, top] = api.coord([x(window[0]), high(window)]);
          const [right, bottom] = api.coord([x(window[1]), low(window)]);
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
            const window = kind.windows[found[0].dataIndex];
            return [spanText(kind, window), [t('comments'), whole.format(window[2])],
              [t('intake.scored'), whole.format(window[3])], [t('intake.neutral'), whole.format(window[4])],
              [t('intake.without'), whole.format(window[2] - window[3] - window[4])]];
          })},
        series: [
          bar(() => 0, window => window[3], () => ({fill: c('mean')})),
          bar(window => window[3], window => window[3] + window[4], outlined(c('strip'))),
          bar(window => window[3] + window[4], window => window[2], outlined(c('paper'))),
        ],
      };
    });
    folded(byId('intake-table'), t('show.table'), () => ({
      caption: t('intake.title'), rows: kind.windows,
      columns: [
        column(t('window'), window => window[0], window => spanText(kind, window)),
        number(t('comments'), window => window[2], whole),
        number(t('intake.scored'), window => window[3], whole),
        number(t('intake.neutral'), window => window[4], whole),
        number(t('intake.without'), window => window[2] - window[3] - window[4], whole),
        number(t('pooled'), window => window[5], three),
      ],
    }));
  };

  /* Scores */
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

  /* What is missing */
  const leftOut = () => {
    const counts = data.counts;
    const read = counts.read || 0;
    const rows = [];
    const add = (key, n, depth, always) => {
      if (n || always) {
        const why = key + '.why';
        rows.push([t(key), n || 0, has(why) ? t(why) : '', depth]);
      }
    };
    add('left.read', read, 0, true);
    add('left.duplicates', counts.duplicates, 1, true);
    add('left.rejected', counts.rejected, 1, true);
    Object.entries(counts.rejected_reasons || {}).sort((a, b) => b[1] - a[1])
      .forEach(([reason, n]) => add('reason.' + reason, n, 2));
    add('left.rows_without_comment', counts.rows_without_comment, 1);
    add('left.kept', counts.kept, 1, true);
    add('left.model', counts.model, 2, true);
    const rules = Object.entries(data.scores.deciders).filter(([decider]) => decider.startsWith('rule:'));
    const rule = counts.rule ? 'left.rule' : 'left.unscored';
    add('left.rule', counts.rule, 2, true);
    add('left.unscored', counts.unscored, 2, true);
    rules.forEach(([decider, n]) => {
      const key = decider.replace(':', '.');
      rows.push([t(rule) + t('list.colon') + t(key), n, '', 3]);
    });
    add('left.truncated', counts.truncated, 2, true);
    add('left.comments_without_window', counts.comments_without_window, 2);
    const body = rows.map(([name, n, why, depth]) => {
      const bar = element('span', {class: 'bar', 'aria-hidden': 'true'});
      bar.style.width = (read ? 100 * n / read : 0) + '%';
      return element('tr', {class: depth === 0 || depth === 1 && name === t('left.kept') ? 'sum'
        : depth === 2 ? 'inner' : depth === 3 ? 'inner deeper' : ''},
        element('th', {scope: 'row'}, name), element('td', {class: 'number'}, whole.format(n)),
        element('td', {class: 'number'}, read ? percent.format(n / read) : '–'),
        element('td', {class: 'share'}, n ? bar : ''), element('td', {class: 'words'}, why));
    });
    const heads = [['left.what'], ['left.count', 'number'], ['left.share', 'number']];
    byId('left-table').append(element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('table', {name: t('left.title')})},
      element('table', {}, element('caption', {}, t('left.title')), element('thead', {}, element('tr', {},
        ...heads.map(([key, c]) => element('th', {scope: 'col', class: c}, t(key))),
        element('td', {class: 'share'}), element('th', {scope: 'col'}, t('left.why')))), element('tbody', {}, ...body))));
  };

  /* Corrected means */
  const open = id => {
    byId(id).hidden = false;
    document.querySelector('nav a[href="#' + id + '"]').parentElement.hidden = false;
  };
  const corrected = () => {
    if (!data.corrected) {
      return;
    }
    open('corrected');
    const kind = kindOf();
    const rows = kind.bloggers.flatMap(blogger => blogger.cells.map(cell => ({...cell, blogger: blogger.name})))
      .filter(cell => known(cell.corrected) && known(cell.mean));
    chart(byId('corrected-chart'), t('corrected.label', {n: whole.format(rows.length)}), c => ({
      grid: {left: 56, right: 16, top: 14, bottom: 46},
      xAxis: {type: 'value', min: 0, max: 1, interval: 0.25, name: t('corrected.raw'), nameLocation: 'middle', nameGap: 26,
        nameTextStyle: label(c), axisLabel: {...label(c), formatter: v => two.format(v)}, splitLine: {show: false}},
      yAxis: {type: 'value', min: 0, max: 1, interval: 0.25, name: t('corrected.mean'), nameLocation: 'middle',
        nameGap: 38, nameTextStyle: label(c), axisLabel: {...label(c), formatter: v => two.format(v)},
        splitLine: {lineStyle: {color: c('rule')}}},
      tooltip: {trigger: 'item', ...tooltip(c, ({dataIndex}) => {
        const row = rows[dataIndex];
        return [nameText(row.blogger), [t('window'), spanText(kind, kind.windows[row.w])],
          [t('corrected.raw'), three.format(row.mean)], [t('corrected.mean'), three.format(row.corrected)],
          [t('interval'), shown(row.low, two) + ' – ' + shown(row.high, two)]];
      })},
      series: [
        {type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: {color: c('pooled'), width: 1}},
        {type: 'custom', silent: true, data: rows.map(row => [row.mean, row.corrected]), clip: true,
          renderItem: (parameters, api) => {
            const row = rows[parameters.dataIndex];
            if (!known(row.low) || !known(row.high)) {
              return {type: 'group', children: []};
            }
            const [x, y1] = api.coord([row.mean, bounded(row.low)]);
            const y2 = api.coord([row.mean, bounded(row.high)])[1];
            return {type: 'line', shape: {x1: x, y1, x2: x, y2}, style: {stroke: c('strip'), lineWidth: 1.2}};
          }},
        {type: 'scatter', data: rows.map(row => [row.mean, row.corrected]), symbolSize: 7,
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

  /* Sensitivity */
  const CELLS = 20;
  const sensitivity = () => {
    const found = data.sensitivity;
    if (!found) {
      return;
    }
    open('sensitivity');
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
      t('sensitivity.often', {list: often})].join(' ');
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
          data: top.map(row => nameText(row.blogger) + '  ' + windowText(row)),
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

  /* How it was made */
  const made = () => {
    const rows = Object.entries(data.run).filter(([key, value]) => has('made.' + key) && value !== '').map(([key, value]) =>
      [t('made.' + key), Array.isArray(value) ? value.join(', ') : String(value)]);
    byId('made-table').append(element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('table', {name: t('made.settings')})},
      element('table', {}, element('caption', {}, t('made.settings')),
        element('thead', {}, element('tr', {}, element('th', {scope: 'col'}, t('made.key')),
          element('th', {scope: 'col'}, t('made.value')))),
        element('tbody', {}, ...rows.map(([key, value]) =>
          element('tr', {}, element('th', {scope: 'row'}, key), element('td', {class: 'id'}, value)))))));
    byId('methods').textContent = data.methods;
    byId('citations').append(...data.citations.map(citation => element('li', {}, citation)));
    byId('copy').addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText([data.methods, '', ...data.citations].join('\n'));
        byId('copied').textContent = t('methods.copied');
      } catch (refused) {
        byId('copied').textContent = t('methods.not-copied');
      }
    });
  };

  const head = () => {
    const tile = (name, value, more) => byId('tiles').append(element('div', {}, element('dt', {}, name),
      element('dd', {}, value, ...(more ? [element('small', {}, more)] : []))));
    const counts = data.counts;
    const kind = kinds[data.first];
    tile(t('tile.kept'), whole.format(counts.kept || 0), t('tile.of', {n: whole.format(counts.read || 0)}));
    if (counts.kept) {
      tile(t('tile.scored'), whole.format(counts.model || 0),
        t('tile.share', {share: percent.format((counts.model || 0) / counts.kept)}));
    }
    tile(t('tile.posts'), whole.format(counts.posts || 0));
    if (kind) {
      tile(t('tile.bloggers'), whole.format(kind.bloggers_all));
    }
    if (known(data.scores.mean)) {
      tile(t('tile.mean'), two.format(data.scores.mean), t('tile.mean.note'));
    }
    if (!kind) {
      byId('lede').textContent = t('lede.none');
      return;
    }
    const [from, to] = extentOf(kind);
    byId('lede').textContent = t(kind.since_post ? 'lede.since' : 'lede', {kept: whole.format(counts.kept || 0),
      posts: whole.format(counts.posts || 0), bloggers: whole.format(kind.bloggers_all), zone: data.run.zone,
      from: date.format(at(from)), to: date.format(at(to - 1))});
  };

  const all = () => {
    const kind = kindOf();
    const left = kind.bloggers.length < kind.bloggers_all ? [t('moved.left',
      {shown: whole.format(kind.bloggers.length), all: whole.format(kind.bloggers_all)})] : [];
    if (kind.windows_cut) {
      left.push(t('moved.windows', {shown: whole.format(kind.windows.length)}));
    }
    note('moved-left-out', left);
    moved();
    movedTable();
    posts();
    intake();
    corrected();
  };
  head();
  scores();
  leftOut();
  sensitivity();
  made();
  if (kinds.length === 0) {
    ['moved', 'posts', 'intake'].forEach(id => byId(id).hidden = true);
  } else {
    byId('kind').append(...kinds.map((kind, i) => option(i, kindText(kind))));
    byId('kind').value = data.first;
    byId('kind').addEventListener('change', () => {
      panels = PANELS;
      all();
    });
    byId('order').addEventListener('change', moved);
    byId('find').addEventListener('input', moved);
    byId('heat-blogger').addEventListener('change', heat);
    all();
  }
})();
