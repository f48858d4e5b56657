// The files the tests play. Made once by ffmpeg and kept until this recipe changes.
import { execFile } from 'node:child_process';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { artifactFolder, root } from './repository.mjs';

const run = promisify(execFile);

/** The clip whose frames carry their number; see counterPattern. */
export const counterClip = { name: 'counter.mp4', framesPerSecond: 30, seconds: 20 };

// Two rows of 16 blocks, 40 x 48 pixels each: the bits of the frame number, lowest at the left, and below them their complement.
const counterPattern = "nullsrc=size=16x2:rate=30,geq=lum='16+219*abs(mod(floor(N/pow(2,X)),2)-Y)':cb=128:cr=128,scale=640:96:flags=neighbor";
const picture = (seconds, size = '640x360') => ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${seconds}`];
const beep = "if(lt(mod(t,1),0.08),0.4*sin(2*PI*1000*t),0)";
const sound = seconds => ['-f', 'lavfi', '-i', `aevalsrc=exprs='${beep}|${beep}':sample_rate=48000:duration=${seconds}`];
const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-g', '60', '-keyint_min', '60', '-sc_threshold', '0'];
const noReordering = ['-bf', '0'];
const aac = ['-c:a', 'aac', '-b:a', '128k', '-ac', '2'];

/** The clip with ten seconds between key frames, as large as films are. */
export const longGroupClip = { name: 'long-groups.mp4', framesPerSecond: 30, seconds: 60 };

/** The clip that takes as much bandwidth as films do, with two seconds between key frames. */
export const wideClip = { name: 'wide.mp4', framesPerSecond: 30, seconds: 60 };

/** What a camera and a microphone give: frames with numbers, and a beep with each that can be divided by 30. Both start over after the same time. */
export const devices = { camera: 'camera.mjpeg', microphone: 'microphone.wav', framesPerSecond: 30, seconds: 40 };

/** The clip that is made to be looped: its frames carry their number, and a whole number of periods of its tone fits into it. */
export const loopClip = { name: 'loop.mp4', framesPerSecond: 30, seconds: 4 };

/** Clips whose frames carry their number and have B-frames: with a pyramid of them, as encoders make by default, and without. */
export const reorderedClips = [
  { name: 'pyramid.mp4', framesPerSecond: 30, seconds: 20, options: ['-bf', '3'] },
  { name: 'flat.mp4', framesPerSecond: 30, seconds: 20, options: ['-bf', '2', '-x264-params', 'b-pyramid=none'] },
];

/** A short clip with B-frames whose frames carry their number. */
export const preparedClip = { name: 'prepared.mp4', framesPerSecond: 30, seconds: 10 };

/**
 * One film of each kind that browsers cannot be sent as it is, or that is put together in an unusual way. The frames carry their number and every second beeps. `picture` and
 * `sound` are what it is made with; `upright` is what the picture goes through before it is encoded, and `turned` says by how much players are to turn it back.
 */
export const films = [
  { name: 'hevc.mp4', picture: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error', '-tag:v', 'hvc1'] },
  { name: 'av1.mp4', picture: ['-c:v', 'libsvtav1', '-preset', '12', '-g', '60'], sound: ['-c:a', 'libopus'] },
  { name: 'vp9.mp4', picture: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '60'], sound: ['-c:a', 'flac', '-strict', '-2'] },
  { name: 'mpeg4.mp4', picture: ['-c:v', 'mpeg4', '-q:v', '3', '-bf', '2'], sound: ['-c:a', 'libmp3lame'] },
  { name: 'ten-bits.mp4', picture: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p10le'], sound: ['-c:a', 'ac3'] },
  { name: 'prores.mov', picture: ['-c:v', 'prores_ks', '-profile:v', '0'], sound: ['-c:a', 'pcm_s16le'] },
  { name: 'turned.mp4', picture: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'], upright: 'transpose=cclock', turned: 'rotate=270' },
  { name: 'variable.mp4', picture: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-fps_mode', 'vfr'], upright: "select='lt(mod(n,10),7)'", kept: 0.7 },
  { name: 'fragmented.mp4', picture: [...h264, '-bf', '0', '-movflags', 'frag_keyframe+empty_moov+default_base_moof'], sound: ['-c:a', 'aac', '-ac', '6'] },
  { name: 'fragmented-b-frames.mp4', picture: [...h264, '-bf', '3', '-movflags', 'cmaf+frag_keyframe'], sound: ['-c:a', 'aac', '-ac', '1', '-ar', '22050'] },
  { name: 'open-groups.mp4', picture: [...h264, '-bf', '3', '-g', '30', '-x264-params', 'open-gop=1'], sound: ['-c:a', 'aac', '-ar', '44100'] },
  { name: 'in-band.mp4', picture: [...h264, '-bf', '0', '-tag:v', 'avc3', '-bsf:v', 'dump_extra'], sound: ['-c:a', 'eac3'] },
  { name: 'vp8.webm', picture: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1500k', '-g', '60'], sound: ['-c:a', 'libopus'] },
  { name: 'unfinished.webm', picture: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1500k', '-g', '60', '-live', '1'], sound: ['-c:a', 'libvorbis'] },
  { name: 'b-frames.mkv', picture: [...h264, '-bf', '3'], sound: ['-c:a', 'aac', '-ar', '44100'] },
].map(film => ({ framesPerSecond: 30, seconds: 12, kept: 1, sound: ['-c:a', 'aac', '-b:a', '128k'], ...film }));

const counted = (seconds, size) => [...picture(seconds, size), '-f', 'lavfi', '-i', counterPattern];
const tone = seconds => ['-f', 'lavfi', '-i', `aevalsrc=exprs='0.3*sin(2*PI*440*t)|0.3*sin(2*PI*440*t)':sample_rate=48000:duration=${seconds}`];

const recipes = {
  'sample.mp4': file => run(join(root, 'eng', 'make-sample'), [file, '20', '640x360']),
  [counterClip.name]: file => ffmpeg(file, ...picture(counterClip.seconds), '-f', 'lavfi', '-i', counterPattern, ...sound(counterClip.seconds),
    '-filter_complex', '[0:v][1:v]overlay=shortest=1', ...h264, ...noReordering, ...aac),
  [longGroupClip.name]: file => ffmpeg(file, ...counted(longGroupClip.seconds, '1280x720'), ...sound(longGroupClip.seconds),
    '-filter_complex', '[0:v][1:v]overlay=shortest=1', ...h264, '-g', '300', '-keyint_min', '300', '-b:v', '2700k', ...noReordering, ...aac),
  [wideClip.name]: file => ffmpeg(file, ...counted(wideClip.seconds, '1280x720'), ...sound(wideClip.seconds),
    '-filter_complex', '[0:v][1:v]overlay=shortest=1', ...h264, '-preset', 'ultrafast', '-b:v', '2700k', '-maxrate', '2700k', '-bufsize', '2700k', ...noReordering, ...aac),
  [loopClip.name]: file => ffmpeg(file, ...counted(loopClip.seconds), ...tone(loopClip.seconds),
    '-filter_complex', '[0:v][1:v]overlay=shortest=1', ...h264, ...noReordering, ...aac),
  ...Object.fromEntries(reorderedClips.map(clip => [clip.name, file => ffmpeg(file, ...counted(clip.seconds, '1280x720'), ...sound(clip.seconds),
    '-filter_complex', '[0:v][1:v]overlay=shortest=1', ...h264, '-b:v', '2700k', ...clip.options, ...aac)])),
  [preparedClip.name]: file => ffmpeg(file, ...counted(preparedClip.seconds), ...sound(preparedClip.seconds),
    '-filter_complex', '[0:v][1:v]overlay=shortest=1', ...h264, '-bf', '3', ...aac),
  ...Object.fromEntries(films.map(film => [film.name, file => makeFilm(film, file)])),
  [devices.camera]: file => ffmpeg(file, ...counted(devices.seconds, '640x480'), '-filter_complex', '[0:v][1:v]overlay=shortest=1', '-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p'),
  [devices.microphone]: file => ffmpeg(file, ...sound(devices.seconds), '-ac', '1', '-c:a', 'pcm_s16le'),
  'short.mp4': file => ffmpeg(file, ...picture(5), ...sound(5), ...h264, ...noReordering, ...aac),
  'video-only.mp4': file => ffmpeg(file, ...picture(10), ...h264, ...noReordering),
  'audio-only.mp4': file => ffmpeg(file, ...sound(10), ...aac),
  'b-frames.mp4': file => ffmpeg(file, ...picture(10), ...sound(10), ...h264, '-bf', '2', ...aac),
  'small.mp4': file => ffmpeg(file, ...picture(60, '320x180'), ...sound(60), ...h264, ...noReordering, ...aac),
  'text.mp4': file => writeFile(file, 'This is no film.\n'.repeat(100)),
  'empty.mp4': file => writeFile(file, ''),
  // The index is at the end, so half of the file has none.
  'no-index.mp4': async (file, folder) => writeFile(file, firstHalf(await readFile(join(folder, 'short.mp4')))),
  // The index is at the front and speaks of samples that are not there.
  'cut-short.mp4': async (file, folder) => writeFile(file, firstHalf(await readFile(join(folder, 'sample.mp4')))),
};

/** The folder with all files. */
export async function mediaFolder() {
  const folder = await artifactFolder('media');
  const recipeTime = (await stat(fileURLToPath(import.meta.url))).mtimeMs;
  for (const [name, make] of Object.entries(recipes)) {
    const file = join(folder, name);
    const made = await stat(file).catch(() => null);
    if (!made || made.mtimeMs < recipeTime) {
      const partial = join(folder, `.partial-${name}`);
      await make(partial, folder);
      await rename(partial, file);
    }
  }
  return folder;
}

async function makeFilm(film, file) {
  await ffmpeg(file, ...counted(film.seconds), ...sound(film.seconds), '-filter_complex', ['[0:v][1:v]overlay=shortest=1', ...(film.upright ? [film.upright] : [])].join(','),
    ...film.picture, ...film.sound);
  if (film.turned) {
    // ffmpeg takes the turn only while it copies.
    await rename(file, `${file}.level`);
    await ffmpeg(file, '-i', `${file}.level`, '-c', 'copy', '-metadata:s:v', film.turned);
    await rm(`${file}.level`);
  }
}

function firstHalf(bytes) {
  return bytes.subarray(0, bytes.length >> 1);
}

const formats = { mov: 'mov', mjpeg: 'mjpeg', wav: 'wav', webm: 'webm', mkv: 'matroska' };

function ffmpeg(file, ...args) {
  return run('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...args, '-f', formats[file.split('.').at(-1)] ?? 'mp4', file]);
}
