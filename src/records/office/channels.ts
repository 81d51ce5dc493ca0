/** Where members of staff write down what was said to them: nothing that is written there reaches the resident. */
export const OFFICE_CHANNELS = ['phone', 'visit', 'letter'] as const;

/** One of {@link OFFICE_CHANNELS}. */
export type OfficeChannel = (typeof OFFICE_CHANNELS)[number];
