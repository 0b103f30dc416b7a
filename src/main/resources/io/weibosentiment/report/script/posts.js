/* Which posts moved it: a map of posts by window, and a table of all. */
const posts = (() => {
  const HEAT_POSTS = 30;
  /** Pixels that a window needs to be seen. */
  const HEAT_COLUMN = 10;

  /** Black or white, whichever is easier to read on the colour of a mean. */
  const inkOn = (c, mean) => {
    const channels = name => [1, 3, 5].map(i => parseInt(c(name).slice(i, i + 2), 16) / 255);
    const ends = mean < 0.5 ? channels('low') : channels('high');
    const part = Math.abs(mean - 0.5) * 2;
    const [red, green, blue] = channels('middle').map((middle, i) => middle + part * (ends[i] - middle))
      .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
  };
  const pullText = cell => known(cell.shift) ? signed.format(cell.shift) : t('pull.alone');
  const timeText = post => known(post.time) ? dateTime.format(at(post.time)) : '–';

  /** The windows of {@code posts} with the most comments, in order. */
  const windowsOf = (posts, most) => {
    const comments = new Map();
    posts.forEach(post => post.cells.forEach(cell => comments.set(cell.w, (comments.get(cell.w) || 0) + cell.counted)));
    return [[...comments.keys()].sort((a, b) => comments.get(b) - comments.get(a) || a - b).slice(0, most)
      .sort((a, b) => a - b), comments.size];
  };
  const heatOf = (kind, posts) => (c, width) => {
    const narrow = width < 560;
    const side = narrow ? 84 : 150;
    const [windows, all] = windowsOf(posts, Math.max(8, Math.floor((width - side - 8) / HEAT_COLUMN)));
    note('heat-left-out', windows.length < all
      ? [t('posts.heat.windows', {shown: whole.format(windows.length), all: whole.format(all)})] : []);
    const places = new Map(windows.map((w, x) => [w, x]));
    const cells = posts.flatMap((post, y) => post.cells.filter(cell => places.has(cell.w))
      .map(cell => ({post, cell, value: [places.get(cell.w), y, cell.mean]})));
    const room = (width - side - 8) / windows.length;
    return {
      grid: {left: side, right: 8, top: 38, bottom: 40},
      xAxis: {type: 'category', data: windows.map(w => startText(kind, kind.windows[w], hasYears(kind))),
        axisLabel: {...label(c), hideOverlap: true}, axisLine: {show: false}, axisTick: {show: false}},
      yAxis: {type: 'category', inverse: true, data: posts.map(post => !known(post.time) ? post.id
        : narrow ? (hasYears(kind) ? date : shortDate).format(at(post.time)) : timeText(post)),
        axisLabel: {...label(c), width: side - 10, overflow: 'truncate'}, axisLine: {show: false},
        axisTick: {show: false}},
      visualMap: {type: 'continuous', min: 0, max: 1, calculable: false, orient: 'horizontal', left: side, top: 0,
        itemWidth: 10, itemHeight: 130, text: ['1', t('sentiment') + '  0'], textGap: 8, textStyle: label(c),
        inRange: {color: [c('low'), c('middle'), c('high')]}},
      tooltip: {trigger: 'item', ...tooltip(c, ({dataIndex}) => {
        const {post, cell} = cells[dataIndex];
        return [post.id, [t('window'), spanText(kind, kind.windows[cell.w])], [t('posted'), timeText(post)],
          [t('sentiment'), three.format(cell.mean)], [t('counted'), whole.format(cell.counted)],
          [t('pull.share'), shown(cell.share, percent)], [t('pull'), pullText(cell)]];
      })},
      series: [{type: 'heatmap', itemStyle: {borderColor: c('paper'), borderWidth: room > 6 ? 2 : 0},
        data: cells.map(({value}) => ({value, label: {color: inkOn(c, value[2])}})),
        label: {show: room >= 30, fontSize: 11, fontFamily: font, formatter: ({value}) => two.format(value[2])},
        emphasis: {itemStyle: {borderColor: c('ink')}}}],
    };
  };
  const heatTable = (kind, posts) => folded(byId('heat-table'), t('show.table'), () => ({
    caption: t('posts.heat.label'), rows: posts.flatMap(post => post.cells.map(cell => ({post, cell}))),
    columns: [
      column(t('post'), row => row.post.id, row => row.post.id, {id: true}),
      column(t('posted'), row => row.post.time, row => timeText(row.post)),
      column(t('window'), row => kind.windows[row.cell.w][0], row => spanText(kind, kind.windows[row.cell.w])),
      number(t('sentiment'), row => row.cell.mean, three), number(t('counted'), row => row.cell.counted, whole),
      number(t('pull.share'), row => row.cell.share, percent),
      column(t('pull'), row => row.cell.shift, row => pullText(row.cell), {numeric: true}),
    ],
  }));
  const heat = () => {
    const kind = kindOf();
    const name = kind.names[Number(byId('heat-blogger').value)];
    const posts = kind.posts.filter(post => post.blogger === name)
      .sort((a, b) => rank(b.most) - rank(a.most)).slice(0, HEAT_POSTS)
      .sort((a, b) => (a.time ?? Infinity) - (b.time ?? Infinity) || a.id.localeCompare(b.id));
    byId('heat-caption').textContent = t('posts.heat', {n: whole.format(posts.length), blogger: isolated(nameText(name))});
    const host = byId('heat');
    host.style.height = 78 + 24 * posts.length + 'px';
    chart(host, t('posts.heat.label'), heatOf(kind, posts));
    heatTable(kind, posts);
  };

  const allTable = kind => {
    const columns = [
      column(t('post'), post => post.id, post => post.id, {id: true}),
      column(t('blogger'), post => nameText(post.blogger), post => nameText(post.blogger), {id: true}),
      column(t('posted'), post => post.time, timeText),
    ];
    if (!kind.slide) { // a comment is in several windows that overlap
      columns.push(number(t('counted'), post => post.counted, whole), number(t('sentiment'), post => post.mean, three));
    }
    columns.push(
      column(t('pull'), post => known(post.most.shift) ? Math.abs(post.most.shift) : null,
        post => pullText(post.most), {numeric: true}),
      column(t('pull.window'), post => kind.windows[post.most.w][0],
        post => spanText(kind, kind.windows[post.most.w])),
      number(t('pull.share'), post => post.most.share, percent));
    table(byId('posts-table'), {
      caption: t('posts.table'), rows: kind.posts, page: 10, columns,
      find: post => post.id + ' ' + nameText(post.blogger), findLabel: t('posts.find'),
      sort: [columns.findIndex(column => column.label === t('pull')), -1],
    });
  };

  /** The windows of a kind, beginning with the account that has the most comments. */
  const show = () => {
    const kind = kindOf();
    const withPosts = new Set(kind.posts.map(post => post.blogger));
    showSection('posts', withPosts.size > 0);
    if (withPosts.size === 0) {
      return;
    }
    const select = byId('heat-blogger');
    select.replaceChildren(...kind.names.map((name, i) => [name, i]).filter(([name]) => withPosts.has(name))
      .map(([name, i]) => option(i, cutName(nameText(name)))));
    const first = [...kind.bloggers].sort((a, b) => b.counted - a.counted).find(({name}) => withPosts.has(name));
    if (first) {
      select.value = kind.names.indexOf(first.name);
    }
    heat();
    allTable(kind);
    note('posts-left-out', kind.posts.length < kind.posts_all ? [t('posts.left',
      {shown: whole.format(kind.posts.length), all: whole.format(kind.posts_all)})] : []);
  };

  byId('heat-blogger').addEventListener('change', heat);
  return {show};
})();
