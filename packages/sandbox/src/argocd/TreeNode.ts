interface Reference {
  group?: string;
  version: string;
  kind: string;
  /** Not of what belongs to the whole cluster. */
  namespace?: string;
  name: string;
  uid?: string;
}

/** A node of Argo CD's resource tree. */
export interface TreeNode extends Reference {
  uid: string;
  resourceVersion: string;
  createdAt: string | undefined;
  parentRefs?: Reference[];
  images?: string[];
  info?: Array<{ name: string; value?: string }>;
  health?: { status: string; message?: string };
}
