"""The HTTPS side: uploads, the WebSocket, how to find them, and the operator's plain listener."""
