#!/usr/bin/env bash
# Throughput and latency of the server beside nginx, which serves the same bytes as a file, in the same run on the same
# cores; then the same while 10,000 connections idle.       bench/http_bench.sh [SECONDS]
# Wants the programs http_server and idle_clients of bench/ (./dev bench builds them), nginx and wrk.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

readonly seconds=${1:-8} bin=${ALLMENDE_BIN:-build/release/bin} port=18080 nginx_port=18081 clients=64 rounds=3
readonly scratch=$(mktemp -d)
export PATH=$PATH:/usr/sbin

"$bin/http_server" "$scratch/releases" $port &
readonly server=$!
nginx=''
idle=''
stop() {
  [ -z "$idle" ] || kill "$idle" 2>/dev/null || true
  [ -z "$nginx" ] || kill "$nginx" 2>/dev/null || true
  kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap stop EXIT
for _ in $(seq 100); do
  curl -sf "http://127.0.0.1:$port/health" >"$scratch/health" && break
  sleep 0.1
done

declare -A table=(
  [small]="/api/v1/indicators/without_certificate/figures?area=99001"
  [middle]="/api/v1/indicators/without_certificate/figures?level=kreis&period=latest"
  [large]="/api/v1/indicators/without_certificate/figures?level=kreis"
  [page]="/de/"
)
mkdir -p "$scratch/www"
for name in "${!table[@]}"; do
  curl -sf "http://127.0.0.1:$port${table[$name]}" >"$scratch/www/$name.json"
done
cat >"$scratch/nginx.conf" <<END
worker_processes $(nproc);
pid $scratch/nginx.pid;
error_log $scratch/nginx.log;
daemon off;
events { worker_connections 2048; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  types { application/json json; }
  client_body_temp_path $scratch; proxy_temp_path $scratch; fastcgi_temp_path $scratch;
  uwsgi_temp_path $scratch; scgi_temp_path $scratch;
  server { listen 127.0.0.1:$nginx_port reuseport; root $scratch/www; }
}
END
nginx -c "$scratch/nginx.conf" 2>>"$scratch/nginx.log" &
nginx=$!
sleep 0.5

# Processor time in ticks of a process and its children.
ticks() {
  local pid total=0
  for pid in "$1" $(cat /proc/"$1"/task/*/children 2>/dev/null); do
    total=$((total + $(awk '{ print $14 + $15 }' "/proc/$pid/stat")))
  done
  echo $total
}

# measure PID URL: requests per second, p99 in ms, processor time of the server per request in µs.
measure() {
  local before
  before=$(ticks "$1")
  wrk -t1 -c$clients -d"${seconds}s" --latency "$2" >"$scratch/wrk"
  awk -v ticks=$(($(ticks "$1") - before)) -v hz="$(getconf CLK_TCK)" '
    function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
    /99%/ { p99 = ms($2) } /Requests\/sec/ { rate = $2 } /requests in/ { requests = $1 }
    /Non-2xx|Socket errors/ { print > "/dev/stderr" }
    END { printf "%.0f %.2f %.1f\n", rate, p99, ticks / hz * 1e6 / requests }' "$scratch/wrk"
}

# best WORD NUMBER NUMBER: the better of two, "least" or "most".
best() { printf '%s\n' "$2" "$3" | sort -n | { [ "$1" = least ] && head -1 || tail -1; }; }

# compare NAME: the best of the rounds, in turns, so that both meet the same disturbances.
compare() {
  local name=$1 ours=0 theirs=0 ours_p99=999999 theirs_p99=999999 ours_cpu=999999 theirs_cpu=999999 rate p99 cpu
  for _ in $(seq $rounds); do
    read -r rate p99 cpu < <(measure "$nginx" "http://127.0.0.1:$nginx_port/$name.json")
    theirs=$(best most "$theirs" "$rate") theirs_p99=$(best least "$theirs_p99" "$p99") theirs_cpu=$(best least "$theirs_cpu" "$cpu")
    read -r rate p99 cpu < <(measure "$server" "http://127.0.0.1:$port${table[$name]}")
    ours=$(best most "$ours" "$rate") ours_p99=$(best least "$ours_p99" "$p99") ours_cpu=$(best least "$ours_cpu" "$cpu")
  done
  printf '%-7s %8d bytes   allmende %6d/s, p99 %7.2f ms, %6.1f µs each   nginx %6d/s, p99 %7.2f ms, %6.1f µs each   ratio %.2f\n' \
    "$name" "$(stat -c %s "$scratch/www/$name.json")" "$ours" "$ours_p99" "$ours_cpu" "$theirs" "$theirs_p99" "$theirs_cpu" \
    "$(awk "BEGIN { print $ours / $theirs }")"
}

memory() { awk '/VmRSS|VmHWM/ { printf "%s %d MB  ", $1, $2 / 1024 } END { print "" }' "/proc/$server/status"; }

for name in small page middle large; do compare $name; done
memory
if [ -x "$bin/idle_clients" ]; then
  "$bin/idle_clients" $port 10000 >"$scratch/idle" &
  idle=$!
  sleep 4
  curl -s "http://127.0.0.1:$port/metrics" | awk '/^allmende_http_connections / { print "while", $2 - 1, "connections idle:" }'
  read -r rate p99 cpu < <(measure "$server" "http://127.0.0.1:$port${table[small]}")
  printf '%-7s allmende %6d/s, p99 %7.2f ms, %6.1f µs each\n' small "$rate" "$p99" "$cpu"
  memory
fi
