import type { BareRepository } from '../git/BareRepository';

/** What is written about a release. */
export interface SourceRelease {
  tag: string;
  title: string;
  /** Markdown. */
  notes: string;
}

/** A commit of a source repository, after the one before it. */
export interface SourceCommit {
  message: string;
  author: { name: string; email: string };
  /** ISO time. */
  at: string;
  /** Tagged so. */
  tag?: string;
}

/** A repository beside the sandbox's own, that a service's image is built from. Nobody writes to it. */
export interface SourceRepository {
  name: string;
  repository: BareRepository;
  releases: readonly SourceRelease[];
}
