"""A WHEP player that is no browser: aiortc has ICE, DTLS, jitter buffers and RTP of its own, and libsrtp and FFmpeg below.

whepClient.py ENDPOINT SECONDS
Prints a line of JSON when the first RTP packet has come, plays for SECONDS, ends the session, and prints a second line: what came, by kind of media.
"""

import asyncio
import json
import sys
import urllib.request
from urllib.parse import urljoin

import aioice.ice
import aiortc.rtcrtpreceiver
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

# The server under test is on this machine, and so are we.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


class Arrivals:
    """The RTP of one kind of media, after decryption, and what the decoder makes of it."""

    def __init__(self, clock_rate):
        self.clock_rate = clock_rate
        self.packets = 0
        self.payload_types = set()
        self.first = self.last = None
        self.decoded = 0
        self.size = None

    def take(self, packet):
        self.packets += 1
        self.payload_types.add(packet.payload_type)
        self.first = packet.timestamp if self.first is None else self.first
        self.last = packet.timestamp

    async def decode(self, track):
        while True:
            frame = await track.recv()
            self.decoded += 1
            self.size = [frame.width, frame.height] if track.kind == "video" else frame.sample_rate

    def report(self):
        media_time = 0 if self.first is None else ((self.last - self.first) % 2**32) / self.clock_rate
        return {
            "packets": self.packets,
            "payloadTypes": sorted(self.payload_types),
            "seconds": media_time,
            "decoded": self.decoded,
            "format": self.size,
        }


async def request(method, url, body=None, content_type=None):
    """Sends a request; returns its status, its headers and its text."""

    def send():
        data = None if body is None else body.encode()
        headers = {} if content_type is None else {"Content-Type": content_type}
        with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=30) as response:
            return response.status, response.headers, response.read().decode()

    return await asyncio.get_running_loop().run_in_executor(None, send)


async def play(endpoint, seconds):
    arrivals = {"video": Arrivals(90000), "audio": Arrivals(48000)}
    handle = aiortc.rtcrtpreceiver.RTCRtpReceiver._handle_rtp_packet

    playing = asyncio.Event()

    async def observe(receiver, packet, arrival_time_ms):
        # Retransmissions have a payload type of their own and are counted as what they are.
        arrivals[receiver._RTCRtpReceiver__kind].take(packet)
        playing.set()
        await handle(receiver, packet, arrival_time_ms)

    aiortc.rtcrtpreceiver.RTCRtpReceiver._handle_rtp_packet = observe

    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTransceiver("video", direction="recvonly")
    connection.addTransceiver("audio", direction="recvonly")
    decoders = []
    connection.on("track", lambda track: decoders.append(asyncio.ensure_future(arrivals[track.kind].decode(track))))
    await connection.setLocalDescription(await connection.createOffer())

    status, headers, answer = await request("POST", endpoint, connection.localDescription.sdp, "application/sdp")
    session = urljoin(endpoint, headers["Location"])
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    await asyncio.wait_for(playing.wait(), 20)
    print(json.dumps({"session": session}), flush=True)
    await asyncio.sleep(seconds)

    deleted, _, _ = await request("DELETE", session)
    for decoder in decoders:
        decoder.cancel()
    state = connection.connectionState
    await connection.close()
    return {
        "created": status,
        "deleted": deleted,
        "state": state,
        "answer": answer,
        "video": arrivals["video"].report(),
        "audio": arrivals["audio"].report(),
    }


print(json.dumps(asyncio.run(play(sys.argv[1], float(sys.argv[2])))))
