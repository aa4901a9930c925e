/** The licences of the packages in the page, from src/platform, for the screen that lists them. */

export { licences } from '../../platform/licences.ts';
