#!/bin/bash
# Links a simulated account with an image, on a read-only root file system, and stops it: what a release must be able to do.
#   docker/smoke.sh <image>
set -euo pipefail
image=$1
name=pindai-smoke-$$
key="key of the smoke test"

end() {
  docker logs "$name" 2>&1 | tail -n 40 || true
  docker rm --force --volumes "$name" "$name-postgres" >/dev/null 2>&1 || true
  docker network rm "$name" >/dev/null 2>&1 || true
}
trap end EXIT

docker network create "$name" >/dev/null
docker run --detach --name "$name-postgres" --network "$name" --env POSTGRES_HOST_AUTH_METHOD=trust postgres:18 >/dev/null
docker run --detach --name "$name" --network "$name" --publish 127.0.0.1::8080 --read-only --tmpfs /tmp --volume /data \
  --cap-drop ALL --security-opt no-new-privileges --shm-size 512m --stop-timeout 75 --restart on-failure:5 \
  --env "QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://$name-postgres:5432/postgres" --env QUARKUS_DATASOURCE_USERNAME=postgres \
  --env PINDAI_SANDBOX_ENABLED=true --env "PINDAI_SECURITY_ADMIN_KEY=$key" "$image" >/dev/null

deadline=$((SECONDS + 120))
until [ "$(docker inspect --format '{{.State.Health.Status}}' "$name")" = healthy ]; do
  [ "$SECONDS" -lt "$deadline" ] || { echo "It did not become healthy within two minutes" >&2; exit 1; }
  sleep 2
done
api=http://$(docker port "$name" 8080 | head -n 1)
call() { curl --silent --show-error --fail --max-time 60 --header "X-Api-Key: $key" --header 'Content-Type: application/json' "$@"; }
id=$(call "$api/api/sessions" --data '{"name": "Smoke"}' | jq -r .id)
call --request POST "$api/api/sessions/$id/start?wait=qr" | jq '{qr}' | call "$api/sandbox/phone/scan" --data @- >/dev/null
deadline=$((SECONDS + 60))
until [ "$(call "$api/api/sessions/$id" | jq -r .status)" = READY ]; do
  [ "$SECONDS" -lt "$deadline" ] || { echo "The session was not READY within a minute" >&2; exit 1; }
  sleep 1
done
docker stop "$name" >/dev/null
[ "$(docker inspect --format '{{.State.ExitCode}}' "$name")" = 0 ] || { echo "It did not stop in good order" >&2; exit 1; }
trap - EXIT
end >/dev/null 2>&1
echo "$image links, and stops in good order"
