// This page is not kept: version %VERSION%, files "%FILES%".
