/* What was neutral by rule, unscored, cut or rejected, and why. */
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
  add('left.selection', counts.not_selected, 1);
  add('left.kept', counts.comments, 1, true);
  add('left.model', counts.model, 2, true);
  const addRules = () => Object.entries(data.scores.deciders).filter(([decider]) => decider.startsWith('rule:'))
    .forEach(([decider, n]) => add(decider.replace(':', '.'), n, 3));
  add('left.rule', counts.rule, 2, true);
  if (counts.rule) {
    addRules();
  }
  add('left.unscored', counts.unscored, 2, true);
  if (!counts.rule) {
    addRules();
  }
  add('left.truncated', counts.truncated, 2, true);
  add('left.comments_without_window', counts.comments_without_window, 2);
  const body = rows.map(([name, n, why, depth]) => {
    const bar = element('span', {class: 'bar', 'aria-hidden': 'true'});
    bar.style.width = (read ? 100 * n / read : 0) + '%';
    return element('tr', {class: depth === 0 || depth === 1 && name === t('left.kept') ? 'sum'
      : depth === 2 ? 'inner' : depth === 3 ? 'inner deeper' : ''},
      element('th', {scope: 'row'}, name, ...(why ? [element('small', {class: 'why'}, why)] : [])), element('td', {class: 'number'}, whole.format(n)),
      element('td', {class: 'number'}, read ? percent.format(n / read) : '–'),
      element('td', {class: 'share'}, n ? bar : ''), element('td', {class: 'words'}, why));
  });
  const heads = [['left.what'], ['left.count', 'number'], ['left.share', 'number']];
  byId('left-table').append(element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('table', {name: t('left.title')})},
    element('table', {}, element('caption', {}, t('left.title')), element('thead', {}, element('tr', {},
      ...heads.map(([key, c]) => element('th', {scope: 'col', class: c}, t(key))),
      element('td', {class: 'share'}), element('th', {scope: 'col', class: 'why-head'}, t('left.why')))), element('tbody', {}, ...body))));
};
