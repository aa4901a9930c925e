/** Gives the screens access to src/share/export/environment.ts: credentials as shells and files take them. */

export {
  type EnvironmentCredential,
  type EnvironmentForm,
  environmentForms,
  environmentText,
  environmentWords,
} from '../../share/export/environment.ts';
