/* What the page says: texts, numbers and times in its language. */
const data = JSON.parse(document.getElementById('data').textContent);
const language = data.language;

const DAY = 86400;

const has = key => Object.hasOwn(data.texts, key);
/* {n} is a value; {n:comment|comments} the word that goes with it. */
const t = (key, values = {}) => (has(key) ? data.texts[key] : key)
  .replace(/\{([a-z_]+):([^|}]*)\|([^}]*)}/g, (place, name, single, many) => values[name] === '1' ? single : many)
  .replace(/\{([a-z_]+)}/g, (place, name) => name in values ? values[name] : place);
const whole = new Intl.NumberFormat(language, {maximumFractionDigits: 0});
const decimal = digits =>
  new Intl.NumberFormat(language, {minimumFractionDigits: digits, maximumFractionDigits: digits});
const two = decimal(2), three = decimal(3), one = decimal(1);
const percent = new Intl.NumberFormat(language,
  {style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1});
const withSign = new Intl.NumberFormat(language,
  {minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero'});
/** A difference with its sign, a minus as wide as a plus. */
const signed = {format: value => withSign.format(value).replace('-', '−')};
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
/** The start of a window on an axis; {@code years}: the axis has several. */
const startText = (kind, [start, end], years) => kind.since_post ? duration(start)
  : (end - start < DAY ? dateTime : years ? date : shortDate).format(at(start));
const UNITS = {m: 60, h: 3600, d: DAY};
/** A length as options write it, such as 90m, 6h or 2d. */
const lengthText = length => duration(parseInt(length, 10) * UNITS[length.slice(-1)]);
const kindText = kind => {
  if (has('windows.' + kind.kind)) {
    return t('windows.' + kind.kind);
  }
  const [length, slide] = kind.kind.replace('since-post:', '').split('/');
  return kind.since_post ? t('windows.since', {length: lengthText(length)})
    : slide ? t('windows.sliding', {length: lengthText(length), slide: lengthText(slide)}) : lengthText(length);
};
const nameText = name => known(name) ? name : t('blogger.unknown');
/** A name inside a sentence: whatever direction its letters set ends with it. */
const isolated = name => '\u2068' + name + '\u2069';
const LONGEST_NAME = 48;
/** As much of a name as a cell has room for. */
const cutName = name => {
  const letters = [...name];
  return letters.length > LONGEST_NAME ? letters.slice(0, LONGEST_NAME - 1).join('') + '…' : name;
};
