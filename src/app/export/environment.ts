/** Credentials as shells and the credentials file take them, for the screens that show one (src/share). */
export {
  type EnvironmentCredential,
  type EnvironmentForm,
  environmentForms,
  environmentText,
  environmentWords,
} from '../../share/export/environment.ts';
