/** The parts of a lesson: one text for the teacher's script, the students' sheets and the answers. */

export interface LessonCheckpoint {
  /** The id of the scenario's goal or pinned answer, and its text as the students see it. */
  readonly pin: string;
  readonly text: string;
  /** Numbers (from 1) of the guide's steps that are done by then. */
  readonly after: readonly number[];
  readonly reads: 'Yes' | 'No';
}

export interface LessonPart {
  readonly title: string;
  readonly minutes: number;
  /** Name of a scenario of the gallery. Absent when the part has none. */
  readonly scenario?: string;
  /** Ids of the levels that students play in this part, at the end of it. */
  readonly levels: readonly string[];
  /** The part on the student's sheet. */
  readonly sheet: {
    /** Two sentences. */
    readonly situation: readonly [string, string];
    /** Something to find on the page before the level is changed. Absent when the part has no level. */
    readonly look?: { readonly question: string; readonly answer: string };
  };
  readonly aim: string;
  readonly say: readonly string[];
  readonly show: readonly string[];
  readonly checkpoints: readonly LessonCheckpoint[];
  readonly questions: readonly { readonly question: string; readonly answer: string }[];
}
