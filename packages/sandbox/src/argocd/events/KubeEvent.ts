/** What an event is about. */
export interface InvolvedObject {
  kind: string;
  namespace: string;
  name: string;
  uid: string;
  apiVersion: string;
  resourceVersion: string;
}

/** What happened, before it is told as an event. */
export interface Happening {
  reason: string;
  message: string;
  /** `Normal` by default. */
  type?: 'Normal' | 'Warning';
  /** Who says so. */
  component: string;
}

/** An event as the Kubernetes API keeps it. */
export interface KubeEvent {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    creationTimestamp: string;
    annotations?: Record<string, string>;
  };
  involvedObject: InvolvedObject;
  reason: string;
  message: string;
  source: { component: string; host?: string };
  firstTimestamp: string;
  lastTimestamp: string;
  count: number;
  type: 'Normal' | 'Warning';
  eventTime: null;
}
