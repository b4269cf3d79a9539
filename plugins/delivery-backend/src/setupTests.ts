// A slow machine is not a failure: what hangs is still found, only later.
jest.setTimeout(30_000);
