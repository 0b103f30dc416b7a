/* How the page was made: methods, citations and settings. */
const made = () => {
  const rows = Object.entries(data.run).filter(([key, value]) => has('made.' + key) && value !== '').map(([key, value]) =>
    [t('made.' + key), Array.isArray(value) ? value.join(', ') : String(value)]);
  byId('made-table').append(element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('table', {name: t('made.settings')})},
    element('table', {}, element('caption', {}, t('made.settings')),
      element('thead', {}, element('tr', {}, element('th', {scope: 'col'}, t('made.key')),
        element('th', {scope: 'col'}, t('made.value')))),
      element('tbody', {}, ...rows.map(([key, value]) =>
        element('tr', {}, element('th', {scope: 'row'}, key), element('td', {class: 'id'}, value)))))));
  byId('methods-part').hidden = data.methods === '';
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
