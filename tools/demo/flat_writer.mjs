// Writes flat files (ffcsv) as the official databases deliver them: one row for each value.

const invented = 'erfundene Daten';

/**
 * The flat format since 2024: { statistic: [code, label], time: [code, label], variables: [[code, label], …],
 * measure: [code, label, unit], rows: [{ time, attributes: [[code, label], …], value }] }.
 */
export function flat_text({ statistic, time, variables, measure, rows }) {
  const columns = variables.flatMap((_, i) => ['code', 'label', 'attribute_code', 'attribute_label']
    .map((part) => `${i + 1}_variable_${part}`));
  const header = ['statistics_code', 'statistics_label', 'time_code', 'time_label', 'time', ...columns, 'value', 'value_unit',
    'value_variable_code', 'value_variable_label'];
  const [measure_code, measure_label, unit] = measure;
  const lines = rows.map((row) => [statistic[0], `${statistic[1]} (${invented})`, ...time, row.time,
    ...variables.flatMap((variable, i) => [...variable, ...row.attributes[i]]), row.value, unit, measure_code,
      measure_label].join(';'));
  return [header.join(';'), ...lines].join('\n') + '\n';
}

/** The older flat format of the Länder: German headings, the measure in the name of the value column. */
export function old_flat_text({ statistic, time, variables, measure, rows }) {
  const columns = variables.flatMap((_, i) => [`${i + 1}_Merkmal_Code`, `${i + 1}_Merkmal_Label`, `${i + 1}_Auspraegung_Code`,
    `${i + 1}_Auspraegung_Label`]);
  const header = ['Statistik_Code', 'Statistik_Label', 'Zeit_Code', 'Zeit_Label', 'Zeit', ...columns, measure.join('__')];
  const lines = rows.map((row) => [statistic[0], `${statistic[1]} (${invented})`, ...time, row.time,
    ...variables.flatMap((variable, i) => [...variable, ...row.attributes[i]]), row.value].join(';'));
  return [header.join(';'), ...lines].join('\n') + '\n';
}
