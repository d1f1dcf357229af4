/** A server to be killed: takes receipts on a port into a file, and says when it listens. */
import { createServer } from 'node:http'
import { forNode } from '../node.ts'
import { takeReceipt } from '../server.ts'
import { fileSink } from './file-sink.ts'

const [path = '', port = '0'] = process.argv.slice(2)
const sink = fileSink(path, { retentionDays: 30 })
const server = createServer(
  forNode((request) => takeReceipt(request, { sink, perMinute: 1_000_000 })),
)
server.listen(Number(port), '127.0.0.1', 4096, () => console.log(JSON.stringify(server.address())))
