/** First and family names of the company's people and its customers' people; every one of them is invented. */
export const employeeNames: Readonly<Record<Team, readonly string[]>> = {
  payments: [
    'Ines Carvalho',
    'Tomasz Wrona',
    'Priya Raghunath',
    'Callum Fairweather',
    'Yuki Hanamura',
    'Bastian Oster',
  ],
  platform: [
    'Noor el-Khatib',
    'Henrik Sandvold',
    'Mei-Ling Choi',
    'Diego Arrieta',
    'Saoirse Kavanagh',
    'Anton Belyaev',
  ],
  mobile: ['Lucía Ferrand', 'Jordan Okafor', 'Matti Lehtokoski', 'Hana Dvorská'],
  data: ['Rashid Karimov', 'Elodie Marchetti', 'Gareth Pugh-Ellis', 'Wanjiru Njenga'],
  web: ['Pia Lindqvist', 'Dmitri Sokolnikov', 'Amara Eze', 'Jonas Wehrle', 'Chiara Fontanelli'],
  infra: ['Viktor Halmos', 'Ruth Abernathy', 'Sanjay Mudaliar', 'Kaspar Tõnisson', 'Odile Renard'],
  support: [
    'Megan Tully',
    'Andrés Quiroga',
    'Fatima Zahid',
    'Owen Brightwell',
    'Leonie Kästner',
    'Tariq Mansour',
  ],
  it: ['Grzegorz Pilch', 'Bridget Soames', 'Emeka Adeyemi'],
  business: [
    'Charlotte Vane',
    'Nikhil Bhandari',
    'Sofie Dahlgaard',
    'Marcus Illingworth',
    'Beatriz Salgueiro',
    'Tobias Ehrlich',
    'Greta Nyström',
    'Paul Desrosiers',
    'Aoife Brannigan',
    'Kenji Morita',
    'Isabel Trujillo',
    'Rowan Thackeray',
  ],
};

export type Team =
  | 'payments'
  | 'platform'
  | 'mobile'
  | 'data'
  | 'web'
  | 'infra'
  | 'support'
  | 'it'
  | 'business';

/** People who have left: their old tickets and comments still name them. */
export const formerEmployees: ReadonlySet<string> = new Set([
  'Bastian Oster',
  'Gareth Pugh-Ellis',
  'Jonas Wehrle',
]);

// biome-ignore format: a list of names reads best in rows
export const customerFirstNames: readonly string[] = [
  'Alice', 'Bruno', 'Carla', 'Dev', 'Erin', 'Farouk', 'Gemma', 'Hugo', 'Imani', 'Jakub', 'Karin', 'Lars',
  'Marta', 'Nuno', 'Oksana', 'Petra', 'Quentin', 'Rosa', 'Stefan', 'Tamsin', 'Umar', 'Valentina', 'Wes',
  'Ximena', 'Yvonne', 'Zane', 'Bettina', 'Colm', 'Daria', 'Eoin', 'Freya', 'Giulia', 'Harriet', 'Ivo',
  'Joanna', 'Kofi',
];

// biome-ignore format: a list of names reads best in rows
export const customerFamilyNames: readonly string[] = [
  'Abbott', 'Bergqvist', 'Castellan', 'Drummond', 'Espinoza', 'Feldmann', 'Gallacher', 'Hoekstra',
  'Ivarsson', 'Jankowski', 'Kessler', 'Laurent', 'Mbeki', 'Nováková', 'Oyelaran', 'Prendergast', 'Quist',
  'Rasmussen', 'Silvestri', 'Thorne', 'Ullmann', 'Varga', 'Whitcombe', 'Yilmaz', 'Zeller', 'Ashdown',
  'Bellweather', 'Corrigan', 'Dacosta',
];

// biome-ignore format: a list of names reads best in rows
/** The online shops that run on the company's products. */
export const shopNames: readonly string[] = [
  'Bramble & Oak', 'Nordlicht Outdoor', 'Casa Tramontana', 'Pedal Republic', 'The Tea Cellar',
  'Velvet Anchor', 'Kinder & Klotz', 'Moss Street Ceramics', 'Alpenbrot', 'Juniper Yarn Co',
  'Studio Halden', 'Fjordkraft Kajak', 'Quillfeather Books', 'Sundry Hardware', 'Petit Atlas',
  'Lotus & Loom', 'Greyhound Coffee', 'Maison Verveine', 'Tallow & Wick', 'Barkside Pets',
  'Copperleaf Kitchens', 'Windrow Farmbox', 'Atelier Nimbus', 'Rookery Games', 'Solvang Running',
  'Marlowe Optics', 'Peppercorn Street', 'Oslo Vinyl', 'Hexham Tools', 'Tiny Harbour Toys',
  'Zephyr Cycling', 'Olive Court', 'Blaupause Prints', 'Lantern Bay Swim', 'Tundra Supply', 'Gilded Fern',
];
