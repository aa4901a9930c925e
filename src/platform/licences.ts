/** The licences of what ships, made by the build (vite.config.ts). */
export { licences } from 'virtual:licences';
