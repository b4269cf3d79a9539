import {
  expect,
  type BrowserContext,
  type ConsoleMessage,
} from '@playwright/test';

/**
 * What others say of themselves, word by word as far as it is always the same. Everything else in a console is ours, or is
 * what a journey provokes: that it says by `mayFail` and `maySay`.
 */
const SAID_BY_OTHERS = [
  // Backstage's own icons, registered by its plugin `app`; an app cannot register them otherwise.
  /^The following icons were registered as IconComponent, which is deprecated\. Use IconElement instead by passing <MyIcon \/> rather than MyIcon: [\w:, -]+$/,
];

/** A request of a journey that is to fail: the browser says so in the console of the page. */
export interface FailingRequest {
  /** What it is answered with. */
  status: number;
  /** All of its address's path. */
  path: string;
}

/**
 * Hears what goes wrong in the tabs of a journey without being seen: errors that nobody caught, and errors and warnings
 * in the console.
 */
export class ConsoleWatch {
  private readonly heard: string[] = [];
  private readonly failing: FailingRequest[] = [];
  private readonly sayings: string[] = [];

  /** Listens to all tabs of a browser. */
  follow(context: BrowserContext) {
    context.on('weberror', webError => {
      const error = webError.error();
      this.heard.push(`thrown: ${error.stack ?? error.message}`);
    });
    context.on('console', message => {
      if (['error', 'warning'].includes(message.type())) {
        this.hear(message);
      }
    });
  }

  /** Says which request of the journey is to fail. */
  mayFail(request: FailingRequest) {
    this.failing.push(request);
  }

  /** Says what a console may say in this journey besides: all of it, word by word. */
  maySay(text: string) {
    this.sayings.push(text);
  }

  /** Fails when anything was heard. */
  expectQuiet() {
    // Emptied, so that one message fails one journey of those that share a page.
    expect(this.heard.splice(0), 'what the consoles of the pages say').toEqual(
      [],
    );
  }

  private hear(message: ConsoleMessage) {
    const text = message.text();
    const { url } = message.location();
    const [, status] =
      text.match(
        /^Failed to load resource: the server responded with a status of (\d+) /,
      ) ?? [];
    const isExpected =
      SAID_BY_OTHERS.some(said => said.test(text)) ||
      this.sayings.includes(text) ||
      this.failing.some(
        each =>
          String(each.status) === status &&
          each.path === URL.parse(url)?.pathname,
      );
    if (!isExpected) {
      this.heard.push(`${message.type()} at ${url}: ${text}`);
    }
  }
}
