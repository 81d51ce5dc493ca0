import type { Form } from './asking/form.ts';
import { repair } from './repair/repair.ts';

/** Every form the desk offers, by name. A new service with questions is added here. */
export const forms: Readonly<Record<string, Form>> = { repair };
