// One gRPC call by hand, so that the launcher needs no gRPC library.
import { connect } from 'node:http2';

const service = Buffer.from('temporal.api.workflowservice.v1.WorkflowService');
// HealthCheckRequest { service = 1 } after gRPC's five bytes of framing.
const message = Buffer.concat([Buffer.from([0x0a, service.length]), service]);
const request = Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
// HealthCheckResponse { status = SERVING } in the same framing.
const serving = Buffer.from([0, 0, 0, 0, 2, 0x08, 1]);

/** True when the frontend at host:port says SERVING within a second. */
export function servesTemporal(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const settle = (answer: boolean) => {
      session.destroy();
      resolve(answer);
    };
    session.setTimeout(1000, () => settle(false));
    session.on('error', () => settle(false));
    const call = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.on('error', () => settle(false));
    call.on('end', () => settle(Buffer.concat(chunks).equals(serving)));
    call.end(request);
  });
}
