import { pino, type DestinationStream, type Logger } from 'pino'

/** The structured log: one JSON object a line, without anybody's data. Requests are logged by their pattern, errors by their kind. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ['req.headers.cookie', 'req.headers.authorization'] }
  return destination === undefined ? pino(options) : pino(options, destination)
}
