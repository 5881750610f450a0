// How people are born, move and die in the invented region: smooth curves made up for it, of the shape such curves have.

/** Ages 0 to 89 in single years; the last age stands for 90 and older. */
export const oldest = 90;

/** Straight lines between points [x, y]; level outside. */
export function along(points, x) {
  if (x <= points[0][0]) return points[0][1];
  for (let i = 1; i < points.length; i++) {
    const [x1, y1] = points[i];
    if (x > x1) continue;
    const [x0, y0] = points[i - 1];
    return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return points[points.length - 1][1];
}

const pyramid_2004 = [[0, 82], [5, 90], [10, 99], [16, 110], [22, 104], [28, 103], [34, 130], [39, 163], [42, 168], [47, 146],
  [52, 134], [57, 116], [59, 98], [62, 122], [66, 126], [70, 104], [75, 84], [80, 56], [85, 26], [90, 30]];

const pyramid_shift = {
  university_city: [[0, 0.92], [15, 0.86], [19, 1.15], [23, 1.7], [28, 1.55], [36, 1.1], [50, 0.92], [90, 0.9]],
  industrial_city: [[0, 0.95], [18, 0.98], [26, 1.06], [45, 1.0], [65, 1.03], [90, 1.03]],
  suburban: [[0, 1.06], [10, 1.12], [18, 1.02], [24, 0.84], [35, 1.02], [45, 1.1], [60, 1.02], [90, 0.9]],
  rural: [[0, 1.02], [12, 1.1], [18, 1.05], [24, 0.82], [40, 1.0], [90, 1.04]],
  remote: [[0, 0.96], [12, 1.06], [18, 1.06], [24, 0.8], [40, 0.97], [65, 1.08], [90, 1.12]],
};

/** Weight of an age in the first year's population. */
export function first_weight(kind, age, sex, foreign) {
  const shape = foreign
    ? along([[0, 60], [10, 90], [20, 150], [30, 200], [40, 150], [55, 90], [70, 34], [90, 4]], age)
    : along(pyramid_2004, age);
  // Women outlive men; a few more boys are born.
  const of_sex = sex === 0 ? along([[0, 1.05], [50, 1.02], [70, 0.86], [90, 0.38]], age) : 1;
  return shape * along(pyramid_shift[kind], age) * of_sex;
}

/** Probability to die within the year. */
export function mortality(age, sex, year) {
  const progress = Math.exp(-0.011 * (year - 2005)) * (year === 2021 || year === 2022 ? 1.06 : 1);
  if (age === 0) return 0.0036 * progress;
  return Math.min(0.4, (sex === 0 ? 0.000062 : 0.000031) * Math.exp((sex === 0 ? 0.092 : 0.096) * age) * progress);
}

/** Children born to a woman of this age within the year. */
export function fertility(age, year, foreign) {
  const total = along([[2005, 1.33], [2011, 1.36], [2016, 1.58], [2021, 1.55], [2022, 1.44], [2024, 1.33]], year);
  const middle = along([[2005, 29.6], [2024, 31.6]], year) - (foreign ? 1.2 : 0);
  const spread = 5.3;
  const density = Math.exp(-((age - middle) ** 2) / (2 * spread * spread)) / (spread * 2.5066);
  return (foreign ? 1.32 : 0.97) * total * density;
}

const moving = {
  university_city: [[0, -0.012], [10, -0.004], [17, 0.01], [18, 0.075], [21, 0.068], [24, 0.008], [27, -0.03], [33, -0.022],
    [40, -0.006], [60, -0.002], [90, 0.001]],
  industrial_city: [[0, -0.008], [10, -0.003], [18, 0.012], [22, 0.01], [28, -0.008], [36, -0.008], [50, -0.002], [90, 0]],
  suburban: [[0, 0.016], [8, 0.009], [16, 0], [18, -0.026], [22, -0.034], [26, 0.002], [32, 0.024], [40, 0.008], [60, 0],
    [90, 0]],
  rural: [[0, 0.008], [8, 0.005], [17, -0.004], [19, -0.045], [23, -0.038], [27, -0.004], [33, 0.011], [45, 0.002], [62, 0.003],
    [90, 0]],
  remote: [[0, 0.003], [8, 0.002], [17, -0.008], [19, -0.058], [23, -0.046], [27, -0.012], [33, 0.004], [45, 0], [62, 0.001],
    [90, -0.002]],
};

/** Net moves of Germans as a share of the people of this age. */
export function net_moves(kind, age) {
  return along(moving[kind], age);
}

/** Net arrivals of foreigners in the whole Land within the year: two great years and an ebb. */
export function arrivals(year) {
  return along([[2005, 900], [2009, 700], [2011, 2400], [2014, 5600], [2015, 11800], [2016, 7000], [2018, 4200],
    [2020, 2300], [2021, 3600], [2022, 12900], [2023, 6800], [2024, 4600]], year);
}

/** Weight of an age among those who arrive. */
export function arrival_weight(age, sex) {
  const by_age = along([[0, 20], [6, 19], [14, 17], [18, 34], [23, 44], [30, 34], [40, 18], [55, 5], [70, 1], [90, 0]], age);
  return by_age * (sex === 0 && age >= 16 && age < 35 ? 1.35 : 1);
}

/** How much a place draws foreigners, by the kind of its Kreis. */
export const drawing_power = { university_city: 1.55, industrial_city: 1.6, suburban: 0.85, rural: 0.75, remote: 0.6 };
