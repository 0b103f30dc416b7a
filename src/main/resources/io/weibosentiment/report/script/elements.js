/* Elements: texts of the data only ever become text nodes. */
const byId = id => document.getElementById(id);
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
  byId(id).textContent = parts.join(t('methods.between'));
  byId(id).hidden = parts.length === 0;
};

/** Shows or hides a section, and the link to it. */
const showSection = (id, isShown) => {
  byId(id).hidden = !isShown;
  document.querySelector('nav a[href="#' + id + '"]').parentElement.hidden = !isShown;
};

/** Says below panels how many of all are shown, with a button for more; or `none` if there are none. */
const sayPanels = (most, all, none, more) => {
  const status = byId('multiples-more');
  status.replaceChildren();
  if (all > most) {
    const button = element('button', {type: 'button'}, t('show.more'));
    button.addEventListener('click', more);
    status.append(button, ' ');
  }
  status.append(all === 0 ? none : t('show.count', {shown: whole.format(Math.min(most, all)), all: whole.format(all)}));
};
