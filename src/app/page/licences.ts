/** The licences of what ships, for the screen that lists them (src/platform). */
export { licences } from '../../platform/licences.ts';
