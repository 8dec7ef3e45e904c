"""Reading a mail: bytes in, `IncomingMessage` out. Pure; nothing here touches disk, network or clock."""
