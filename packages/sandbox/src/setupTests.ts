// Real Git and real servers: on a busy machine the usual five seconds are not enough.
jest.setTimeout(30_000);
