/* The kinds of windows with their bloggers and posts, as the sections read them. */
const THIN = 1, INCOMPLETE = 2;
const Z95 = 1.959964, Z50 = 0.674490;

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

/** Where a window is drawn: all of it, or, where windows overlap, as much around its middle as it is after the one before. */
const drawnSpan = (kind, [start, end]) => kind.slide
  ? [(start + end - kind.slide) / 2, (start + end + kind.slide) / 2] : [start, end];
/** Whether the windows are in more than one year. */
const hasYears = kind => !kind.since_post && at(kind.from).getUTCFullYear() !== at(kind.to - 1).getUTCFullYear();
/** More windows than this are not seen in a panel. */
const PANEL_WINDOWS = 260;
const kindOf = () => kinds[Number(byId('kind').value)];
/** When the first window starts, the last one ends, and the most comments in one. */
const extentOf = kind => [kind.windows[0][0],
  kind.windows.reduce((latest, window) => Math.max(latest, window[1]), 0),
  kind.bloggers.reduce((most, blogger) =>
    blogger.cells.reduce((own, cell) => Math.max(own, evidence(cell)), most), 1)];
