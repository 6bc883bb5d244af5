import { asFailure, type Failure } from '../failure';
import type { Session } from '../session';

/** The person's way to a model of their own files and back. */
export class OwnModel {
  opening = false;
  problem: Failure | undefined;

  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** Resolves to true when the model is in use. */
  async open(files: readonly File[]): Promise<boolean> {
    if (this.opening) return false;
    this.opening = true;
    this.problem = undefined;
    this.#onChange();
    try {
      await this.#session.openModel(files);
      return true;
    } catch (thrown) {
      this.problem = asFailure(thrown);
      return false;
    } finally {
      this.opening = false;
      this.#onChange();
    }
  }

  async close(): Promise<void> {
    this.problem = undefined;
    try {
      await this.#session.closeModel();
    } catch (thrown) {
      this.problem = asFailure(thrown);
    }
    this.#onChange();
  }

  dismiss(): void {
    this.problem = undefined;
    this.#onChange();
  }
}
