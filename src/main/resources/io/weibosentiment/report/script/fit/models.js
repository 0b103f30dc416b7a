/* The models of a fit and their bloggers, as the sections read them. */
const fit = data.fit;
const modelText = name => has('fit.model.' + name) ? t('fit.model.' + name) : name;
/** More digits than three decimals where a value is small. */
const small = {format: value => Math.abs(value) >= 0.001 || value === 0 ? three.format(value)
  : value.toExponential(1).replace(/e(.*)/, (all, power) => ' × 10' + Number(power).toString()
    .replace(/./g, digit => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)]))};
const large = {format: value => value >= 100 ? whole.format(value) : value >= 10 ? one.format(value) : two.format(value)};
const four = decimal(4);
const nameOf = place => data.names[place];
const shownNames = data.names.slice(0, data.shown);
const weightsOf = model => model.weights.map(([from, to, weight, low, high]) => ({from, to, weight, low, high}));
const rangeText = (low, high, form) => known(low) && known(high) ? form.format(low) + ' – ' + form.format(high) : '–';
/** What a blogger keeps: the share of the prejudice, or in models without one the weight for the own last opinion. */
const hasStubbornness = model => Boolean(model.parameters.stubbornness);
const keptBy = (model, place) => hasStubbornness(model) ? model.parameters.stubbornness[place][0] : model.own[place];
const modelOf = id => data.models[Number(byId(id).value)];

/** When the windows begin; those that are not known yet follow at the same distance. */
const stepText = step => step < data.starts.length ? date.format(at(data.starts[step]))
  : t('fit.ahead', {n: whole.format(step + fit.first - fit.fitted)});
const isFitted = step => step + fit.first <= fit.fitted;
const at0 = (series, step) => series && step >= series.from && step < series.from + series.values.length
  ? step - series.from : -1;
const valueAt = (series, step) => at0(series, step) < 0 ? null : series.values[at0(series, step)];
const bandAt = (series, step) => at0(series, step) < 0 || !series.low || !known(series.low[at0(series, step)]) ? null
  : [series.low[at0(series, step)], series.high[at0(series, step)]];
const seriesOf = (model, method, place) => (model.series[method] || [])[place];
const hasBands = model => Object.values(model.series).some(all => all.some(series => series.low));
