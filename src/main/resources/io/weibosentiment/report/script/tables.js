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
  const cell = (column, row) => {
    const text = column.text(row);
    return column.id && cutName(text) !== text ? element('td', {class: 'id', title: text}, cutName(text))
      : element('td', {class: column.numeric ? 'number' : column.id ? 'id' : column.wraps ? 'wraps' : ''}, text);
  };
  const draw = () => {
    const found = state.text && find ? rows.filter(row => find(row).toLowerCase().includes(state.text)) : [...rows];
    if (state.sort) {
      found.sort(order);
    }
    headings.forEach((heading, i) => state.sort && state.sort[0] === i
      ? heading.setAttribute('aria-sort', state.sort[1] > 0 ? 'ascending' : 'descending')
      : heading.removeAttribute('aria-sort'));
    body.replaceChildren(...found.slice(0, state.shown).map(row => element('tr', {}, ...columns.map(column =>
      cell(column, row)))));
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
