// Loaded before a program that may not use the network: the attempt to connect to another host ends the process.
import { Socket } from "node:net";

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  // Pulumi's SDK talks to itself on 127.0.0.1; a path is a socket file of this machine.
  if (options?.path !== undefined || typeof options === "string" || options?.host === "127.0.0.1")
    return connect.apply(this, args);
  process.stderr.write(`a connection was tried: ${JSON.stringify(options)}\n`);
  process.exit(97);
};
