import type { HealthStatus } from '../vocabulary';
import type { Reason, ReasonCode, ReasonParams } from './Reason';
import type { ReasonTextKey } from './reasonTexts';

/**
 * What a language needs to say reasons.
 *
 * @public
 */
export interface ReasonLanguage {
  /** The text of a key with its gaps filled. */
  text(key: ReasonTextKey, params: Record<string, string>): string;
  /** A time, given in ISO 8601. */
  time(iso: string): string;
  health(status: HealthStatus): string;
  /** A reason that stands inside another. */
  reason(reason: Reason): string;
  /** A number with few digits. */
  number(value: number): string;
  /** A length of time, from milliseconds. */
  duration(milliseconds: number): string;
  /** Who did something, given as an entity ref, or as the subject of a service or account. */
  person(ref: string): string;
  /** A group of people, given as an entity ref. */
  group(ref: string): string;
}

/**
 * Says a reason of one code.
 *
 * @public
 */
export type Formatter<Code extends ReasonCode> = (
  params: ReasonParams[Code],
  language: ReasonLanguage,
) => string;
