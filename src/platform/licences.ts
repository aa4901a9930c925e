/** The licences of what ships, made by the build (build/licences.ts). */

export { licences } from 'virtual:licences';
