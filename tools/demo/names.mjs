// The invented Land and everything in it. No name, key or figure belongs to a real place; the key 17 is not used by any
// German Land.

export const land = { code: '17', name: 'Erlenmark' };

/** The first and the last year of all series, and the first one after the territorial reform. */
export const first_year = 2005;
export const last_year = 2024;
export const reform_year = 2016;

export const years = Array.from({ length: last_year - first_year + 1 }, (_, i) => first_year + i);

// kind: how people live there (see demography.mjs). deprivation: 0 (nobody is poor) to 1, in 2005 and in 2024: Erlengrund
// improves, Hohe Wessel worsens. at: the middle in kilometres, east and north.
export const kreise = [
  { code: '17001', name: 'Velmstadt', addition: 'Landeshauptstadt', type: 'kreisfreie Stadt', kind: 'university_city',
    people: 236000, foreign: 0.105, deprivation: [0.5, 0.5], at: [[38, 40]], radius: 8.3 },
  { code: '17002', name: 'Brackenau', addition: '', type: 'kreisfreie Stadt', kind: 'industrial_city',
    people: 124000, foreign: 0.115, deprivation: [0.86, 0.82], at: [[64, 44]], radius: 6.4 },
  { code: '17051', name: 'Velmekreis', addition: '', type: 'Landkreis', kind: 'suburban',
    people: 198000, foreign: 0.055, deprivation: [0.26, 0.24], at: [[26, 40], [31, 30], [43, 30], [40, 53], [50, 41], [29, 52]] },
  { code: '17052', name: 'Brackenauer Land', addition: '', type: 'Landkreis', kind: 'suburban',
    people: 143000, foreign: 0.06, deprivation: [0.48, 0.47], at: [[64, 55], [73, 49], [72, 40], [63, 35], [56, 50], [57, 39]] },
  { code: '17053', name: 'Erlengrund', addition: '', type: 'Landkreis', kind: 'rural',
    people: 136000, foreign: 0.045, deprivation: [0.62, 0.22], at: [[45, 16], [32, 17], [57, 20]] },
  { code: '17054', name: 'Hohe Wessel', addition: '', type: 'Landkreis', kind: 'remote',
    people: 101000, foreign: 0.03, deprivation: [0.34, 0.74], at: [[68, 22], [78, 24], [84, 34]] },
  { code: '17055', name: 'Tarnseekreis', addition: '', type: 'Landkreis', kind: 'rural',
    people: 112000, foreign: 0.035, deprivation: [0.4, 0.36], at: [[60, 72], [75, 63], [48, 68]] },
  { code: '17056', name: 'Sandmark', addition: '', type: 'Landkreis', kind: 'remote',
    people: 63000, foreign: 0.025, deprivation: [0.56, 0.58], at: [[12, 48], [14, 34]] },
  { code: '17057', name: 'Torfheide', addition: '', type: 'Landkreis', kind: 'remote',
    people: 55000, foreign: 0.025, deprivation: [0.5, 0.52], at: [[22, 66], [33, 71]] },
];

/** On 1 January 2016 two Landkreise became one. */
export const reform = {
  id: 'erlenmark-2016', date: '2016-01-01', from: ['17056', '17057'],
  to: { code: '17058', name: 'Sandmark-Torfheide', addition: '', type: 'Landkreis' },
};

// Town names end in their title as official lists have it; the first of each Kreis is its seat and largest place.
export const gemeinden = {
  17051: ['Mönkebrück, Stadt', 'Aschhaide', 'Bruchweiden', 'Dornsiek', 'Ellerwerth, Stadt', 'Friedenau an der Velme',
    'Grünwerder, Stadt', 'Holtersum', 'Kattbrok', 'Lindwedde', 'Osterlohe', 'Rotenbrake', 'Velmermünde, Stadt'],
  17052: ['Neuschacht, Stadt', 'Arnsbrake', 'Bergkohl, Stadt', 'Brackerode', 'Düstersiel', 'Eisenlohe, Stadt',
    'Hammerwieck', 'Kleinhütten', 'Rußwinkel', 'Schlehroda', 'Zechenthal'],
  17053: ['Bad Erlen, Stadt', 'Allerkamp', 'Ebersgrund', 'Feldmühlen', 'Großerlen', 'Haselwarte', 'Kleinerlen',
    'Nußloh', 'Quellrode, Stadt', 'Sankt Veitshagen', 'Töpferau, Stadt', 'Wiesenfurth'],
  17054: ['Hochwessel, Stadt', 'Bärenstieg', 'Eulenroth', 'Finsterthal', 'Kaltenbrok', 'Lauschgrund', 'Oberwessling',
    'Steinwessel', 'Tannzell, Flecken', 'Unterwessling', 'Wolfszell, Stadt'],
  17055: ['Tarnwiek, Stadt', 'Fährwiek', 'Inselhagen', 'Kranichwerder, Stadt', 'Möwensiel', 'Reetloh', 'Schilfhude',
    'Uferhagen', 'Wasserleithe', 'Wiekdorf (Tarnsee)'],
  17056: ['Kiefernhorst, Stadt', 'Dürrheyde', 'Föhrenkrug', 'Ginsterode', 'Sandwinkel, Stadt', 'Trockenbeek'],
  17057: ['Torfkamp, Stadt', 'Birkenmoorde', 'Heidkolk', 'Moorwerth', 'Wollgraslohe'],
};

// people: weight; deprivation: against the city's. The keys are the cities' own: ten digits here, eleven there.
export const stadtteile = {
  17001: { digits: 2, list: [
    ['Altstadt', 1.1, 0.05], ['Neustadt', 1.5, 0.02], ['Hafenviertel', 1.2, 0.27], ['Lindenhof', 1.0, -0.1],
    ['Universitätsviertel', 1.4, -0.08], ['Nordtor', 1.3, 0.33], ['Südtor', 0.9, 0.04], ['Königswiese', 0.7, -0.3],
    ['Gartenstadt', 0.9, -0.24], ['Osterkamp', 1.2, 0.22], ['Weidenkamp', 1.0, 0.12], ['Sonnenhang', 0.8, -0.36],
    ['Am Wasserturm', 1.1, 0.16], ['Mühlenwerder', 0.6, -0.18], ['Alt-Velmen', 0.5, -0.14], ['Rosenhöhe', 0.7, -0.28],
    ['Eichgrund', 0.6, -0.2], ['Kolonie Frieden', 0.9, 0.3]] },
  17002: { digits: 3, list: [
    ['Innenstadt', 1.2, 0.06], ['Hüttenviertel', 1.3, 0.14], ['Schachtfeld', 1.2, 0.12], ['Nordkolonie', 0.9, 0.1],
    ['Bahnhofsvorstadt', 1.0, 0.11], ['Hochfeld', 0.9, -0.12], ['Alt-Brackenau', 0.7, -0.2],
    ['Siedlung Morgenrot', 0.9, -0.06], ['Waldblick', 0.6, -0.42], ['Kanalhafen', 0.5, 0.05], ['Kupferberg', 0.7, -0.3]] },
};

/** The people whose figures stand in the middle of the demonstration: five of the eight Kreise. */
export const bildungsregion = {
  id: 'velmetal', name_de: 'Bildungsregion Velmetal', name_en: 'Velmetal education region',
  members: ['17001', '17002', '17051', '17052', '17053'],
};

/** A lake in the Tarnseekreis: water within the boundaries, not counted as area. Middle and radius in kilometres. */
export const lake = { name: 'Tarnsee', at: [62, 69], radius: 4.1 };

/** A piece of this Gemeinde lies within a neighbour. */
export const with_exclave = '17053040';

/** The school administration's figures of one Kreis were useless in one year; the Land's total lacks them. */
export const lost_leavers = { kreis: '17057', year: 2009 };

/** From this reporting year on every value of the leavers table is rounded to a multiple of five, each alone. */
export const rounded_from = 2019;
