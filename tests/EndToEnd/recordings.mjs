// What is in a recorded file, as ffmpeg sees it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const sampleRate = 48_000;
const blocks = 16;
const quiet = 0.3;

/** The streams and the container, by ffprobe. */
export async function probe(file) {
  const { stdout } = await run('ffprobe', ['-loglevel', 'error', '-show_streams', '-show_format', '-of', 'json', file]);
  const { streams, format } = JSON.parse(stdout);
  const of = kind => streams.find(stream => stream.codec_type === kind);
  return { video: of('video'), audio: of('audio'), duration: Number(format.duration), format: format.format_name };
}

/** [{ number, at }] of every frame that can be decoded, `at` in milliseconds; complaints of the decoder are an error. */
export async function frames(file) {
  const pattern = 'scale=640:480:flags=neighbor,crop=640:96:0:0,scale=16:2:flags=area,format=gray';
  const bytes = await decoded(file, '-map', '0:v', '-vf', pattern, '-fps_mode', 'passthrough', '-enc_time_base', '1:90000', '-f', 'rawvideo');
  const { stdout } = await run('ffprobe', ['-loglevel', 'error', '-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', file], { maxBuffer: 1 << 26 });

  // A frame with side data, such as what x264 says of itself in the first one, is followed by an empty line.
  const times = stdout.split('\n').filter(line => line !== '').map(line => Number(line.split(',')[0]) * 1000);
  return times.map((at, i) => ({ number: counterOf(bytes.subarray(i * 2 * blocks, (i + 1) * 2 * blocks)), at }));
}

/** The times in milliseconds at which a beep begins. */
export async function beeps(file) {
  const bytes = await decoded(file, '-map', '0:a', '-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', `${sampleRate}`, '-f', 's16le');
  const begins = [];
  let lastLoud = -quiet * sampleRate;
  for (let i = 0; i < bytes.length >> 1; i++) {
    if (Math.abs(bytes.readInt16LE(2 * i)) > 3277) {
      if (i - lastLoud > quiet * sampleRate) {
        begins.push((i * 1000) / sampleRate);
      }
      lastLoud = i;
    }
  }
  return begins;
}

async function decoded(file, ...args) {
  const { stdout, stderr } = await run('ffmpeg', ['-nostdin', '-loglevel', 'error', '-i', file, ...args, '-'], { encoding: 'buffer', maxBuffer: 1 << 28 });
  if (stderr.length > 0) {
    throw new Error(`${file}: ${stderr}`);
  }
  return stdout;
}

// The bits of the number, lowest at the left, and below them their complement.
function counterOf(luma) {
  let number = 0;
  for (let bit = 0; bit < blocks; bit++) {
    const [above, below] = [luma[bit] > 128, luma[blocks + bit] > 128];
    if (above === below) {
      return null;
    }
    number |= above ? 1 << bit : 0;
  }
  return number;
}
