/** The data segment of a Python process, and what a waiting one holds (Python 3.11 with FastAPI and pydantic 2: 40 to 48 MiB). */
export const PYTHON_DATA_BYTES = 256 * 1024 ** 2;
export const PYTHON_BYTES = 64 * 1024 ** 2;
